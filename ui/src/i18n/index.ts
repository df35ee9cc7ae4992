// Texts of the chosen language, loaded when chosen; Chinese is the default. Keys: file of zh/ and en/, then the name.
import { nextTick, watch } from 'vue'
import { createI18n } from 'vue-i18n'
import { language, type Language } from '@/state/preferences'

const loaders = { zh: () => import('./zh'), en: () => import('./en') }
export const TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en' }

export const i18n = createI18n({ legacy: false, locale: language.value, messages: {}, missingWarn: import.meta.env.DEV, fallbackWarn: false })
const loaded = new Set<Language>()

export async function useLanguage(value: Language) {
  if (!loaded.has(value)) {
    i18n.global.setLocaleMessage(value, (await loaders[value]()).default)
    loaded.add(value)
  }
  i18n.global.locale.value = value
  document.documentElement.lang = TAGS[value]
  await nextTick()
}

watch(language, useLanguage)
/** Outside components. */
export const translate = (key: string, values: Record<string, unknown> = {}) => i18n.global.t(key, values)
export const hasText = (key: string) => i18n.global.te(key)
