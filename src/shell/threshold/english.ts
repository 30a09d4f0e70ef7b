import type { ThresholdWords } from './words.ts'

export const en: ThresholdWords = {
  unfit: {
    'no-https': {
      title: 'This address is not safe, so the app does not open',
      text: 'An address that begins with https is needed to protect your signature. Please check it, ask a cadre for the right link, or scan the code on the village’s poster.',
    },
    'no-webcrypto': {
      title: 'This browser cannot sign',
      text: 'Everything you write is signed by your phone, so that nobody can speak in your name. This browser cannot. Please use the phone’s own browser or Chrome, or update it.',
    },
    'no-indexeddb': {
      title: 'This browser keeps nothing',
      text: 'The app keeps its content on the phone, to work without network. You may be in private browsing or inside WeChat. Please open it in an ordinary window of the phone’s browser.',
    },
    copy: 'Copy the address',
    copied: 'Copied; paste it into the browser',
  },
  rescue: {
    hung: 'The phone’s storage does not answer',
    failed: 'The phone’s storage does not open',
    why: 'The phone may be busy, its storage nearly full, or another window of the app open. What you wrote is most likely still there. Please try these in order.',
    first: 'First: close other windows of the app and try again',
    retry: 'Try again',
    second: 'Second: save what was not handed in to a file',
    export: 'Export what was not handed in',
    exporting: 'Exporting',
    exported: 'Exported. Please keep the file; it can be imported later.',
    notExported: 'Could not export: the storage cannot be read.',
    nothing: 'Nothing waits to be handed in; there is nothing to export.',
    third: 'Third: empty this phone and fetch anew',
    thirdText:
      'Notices and debates are fetched from the village again; what stands only on this phone and was not handed in is lost. Please do the second step first.',
    rebuild: 'Empty this phone and fetch anew',
    sure: 'Empty it? What was neither handed in nor exported is lost.',
    rebuilding: 'Emptying',
    notRebuilt: 'It could not be emptied. Please restart the phone and try again, or ask a cadre.',
    yes: 'Yes, empty it',
    no: 'Not yet',
  },
}
