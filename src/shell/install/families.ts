/** Browsers that add to the home screen each in their own way; the words for each stand in words.ts. */
export type Family = 'ios' | 'ios-other' | 'wechat' | 'huawei' | 'xiaomi' | 'uc' | 'qq' | 'firefox' | 'other'

/** By the user agent: there is no other way to know where a menu is. Order matters, all claim to be Safari. */
export function familyOf(userAgent: string): Family {
  if (/MicroMessenger/i.test(userAgent)) return 'wechat'
  if (/iPhone|iPad|iPod/.test(userAgent))
    return /CriOS|FxiOS|EdgiOS|UCBrowser|MQQBrowser|QQ\//.test(userAgent) ? 'ios-other' : 'ios'
  if (/UCBrowser/i.test(userAgent)) return 'uc'
  if (/MQQBrowser|QQ\//i.test(userAgent)) return 'qq'
  if (/HuaweiBrowser|HBPC|ArkWeb/i.test(userAgent)) return 'huawei'
  if (/MiuiBrowser|XiaoMi/i.test(userAgent)) return 'xiaomi'
  if (/Firefox/.test(userAgent)) return 'firefox'
  return 'other'
}
