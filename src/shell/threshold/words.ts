import { translated } from '#desk/use-words.ts'

const zh = {
  unfit: {
    'no-https': {
      title: '这个地址不安全，乡音不能打开',
      text: '乡音要用 https 开头的地址，才能保护您的签名。请检查地址，或者向村干部要正确的链接、扫村里海报上的二维码。',
    },
    'no-webcrypto': {
      title: '这个浏览器不能签名',
      text: '您写的每一条都要用手机签名，别人才不能冒充您。这个浏览器没有这个本事。请换手机自带的浏览器或 Chrome 打开，或者先更新浏览器。',
    },
    'no-indexeddb': {
      title: '这个浏览器存不住内容',
      text: '乡音要把内容存在手机里，没有网也能看。可能是开了无痕浏览，或者在微信里打开的。请用手机浏览器的普通窗口打开。',
    },
    copy: '复制地址',
    copied: '已复制，请粘贴到浏览器里',
  },
  rescue: {
    hung: '手机存储没有回应',
    failed: '手机存储打不开',
    why: '可能是手机一时太忙，存储快满了，或者另一个乡音窗口还开着。您写的内容多半还在手机里，请按下面的顺序试。',
    first: '第一步：关掉其他乡音窗口，再试一次',
    retry: '再试一次',
    second: '第二步：把还没递交的内容存成文件',
    export: '导出没递交的内容',
    exporting: '正在导出',
    exported: '已导出。请留好这个文件，以后可以再导入。',
    notExported: '没能导出：存储里读不出来。',
    nothing: '没有等着递交的内容，不用导出。',
    third: '第三步：清空本机，重新收取',
    thirdText: '公告和议事会从村里重新收取；只在这部手机上、还没有递交的内容会丢。请先做第二步。',
    rebuild: '清空本机，重新收取',
    sure: '确定清空吗？没有递交也没有导出的内容会丢。',
    rebuilding: '正在清空',
    notRebuilt: '清空没有做成。请重启手机再试，或者找村干部帮忙。',
    yes: '确定清空',
    no: '先不清空',
  },
}

export type ThresholdWords = typeof zh
export const words = translated(zh, () => import('./english.ts'))
