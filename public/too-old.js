/* ES5, runs on any phone: where the app cannot work it says so in plain words, instead of a white page. */
;(function () {
  function canRun() {
    try {
      // Modules and Chrome 64 (named groups came with it); PointerEvent came to Safari with 13.
      new RegExp('(?<n>.)')
      return !!(
        'noModule' in document.createElement('script') &&
        window.PointerEvent &&
        window.Promise &&
        window.Proxy &&
        window.indexedDB
      )
    } catch (_) {
      return false
    }
  }

  function line(parent, tag, text) {
    var node = document.createElement(tag)
    node.appendChild(document.createTextNode(text))
    node.style.margin = '0 0 16px'
    parent.appendChild(node)
    return node
  }

  function say() {
    var meta = document.querySelector('meta[name="help-phone"]')
    var phone = meta ? (meta.getAttribute('content') || '').replace(/^\s+|\s+$/g, '') : ''
    var page = document.createElement('div')
    page.setAttribute('role', 'alert')
    page.style.cssText = 'max-width:560px;margin:0 auto;padding:32px 24px;font-size:20px;line-height:1.6'
    line(page, 'h1', '这部手机上的浏览器打不开乡音').style.fontSize = '26px'
    line(page, 'p', '请试一试：')
    line(
      page,
      'p',
      '1. 在应用商店里更新浏览器（Chrome、华为、小米、OPPO、vivo 自带的浏览器都可以），再打开一次。'
    )
    line(page, 'p', '2. 不要用“无痕”“隐私”方式打开。')
    line(page, 'p', '3. 苹果手机请更新系统到 iOS 13 以上。')
    if (phone) {
      var call = line(page, 'p', '还是不行，请打电话：')
      var link = document.createElement('a')
      link.style.whiteSpace = 'nowrap'
      link.href = 'tel:' + phone.replace(/[^0-9+]/g, '')
      link.appendChild(document.createTextNode(phone))
      call.appendChild(link)
    } else {
      line(page, 'p', '还是不行，请到村委会办公室，让人帮您看看。')
    }
    line(
      page,
      'p',
      'This browser is too old for Xiangyin (it needs Chrome 64 or Safari 13, and no private mode). ' +
        'Please update it and open the page again' +
        (phone ? ', or call ' + phone : ', or ask at the village office') +
        '.'
    )
    // The app's own place goes too: a module that starts all the same finds nothing to draw over this.
    while (document.body.firstChild) document.body.removeChild(document.body.firstChild)
    document.body.appendChild(page)
  }

  if (canRun()) return
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', say)
  else say()
})()
