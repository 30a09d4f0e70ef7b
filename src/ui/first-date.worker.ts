/// <reference lib="webworker" />
// Makes a date format, and so the browser's table of languages, which the page's own thread finds made.
new Intl.DateTimeFormat('zh-CN')
postMessage(true)
close()
