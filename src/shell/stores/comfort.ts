import { defineStore } from 'pinia'
import { shallowRef, watchEffect } from 'vue'
import type { Comfort, Desk } from '#desk/desk.ts'
import { isEnglishMissing } from '#desk/use-words.ts'

/** Letter size, contrast and language on this phone. The desk keeps them; here they reach the page. */
export const useComfort = defineStore('comfort', () => {
  const comfort = shallowRef<Comfort>()

  /** Puts it onto <html>, where src/ui/tokens.css looks. */
  function follow(desk: Desk) {
    comfort.value = desk.comfort
    watchEffect(() => {
      const { letterSize, elder, contrast, theme, language } = desk.comfort
      const { dataset } = document.documentElement
      dataset.letter = String(letterSize)
      dataset.theme = theme
      if (elder) dataset.elder = ''
      else delete dataset.elder
      if (contrast === 'high') dataset.contrast = 'high'
      else delete dataset.contrast
      document.documentElement.lang = language === 'zh' || isEnglishMissing() ? 'zh-CN' : 'en'
    })
  }
  return { comfort, follow }
})
