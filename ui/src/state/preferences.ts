// What a person sets for this browser: language, theme, width of the rail.
import { ref, watch } from 'vue'

export type Language = 'zh' | 'en'
export type Theme = 'light' | 'dark' | 'system'

const stored = (key: string) => {
  try {
    return localStorage.getItem(`lianzhao.${key}`)
  } catch {
    return null
  }
}
const store = (key: string, value: string) => {
  try {
    localStorage.setItem(`lianzhao.${key}`, value)
  } catch {
    // A browser that keeps nothing still works.
  }
}

const known = stored('language')
export const language = ref<Language>(known === 'en' || known === 'zh' ? known : 'zh')
const knownTheme = stored('theme')
export const theme = ref<Theme>(knownTheme === 'light' || knownTheme === 'dark' ? knownTheme : 'system')
export const railNarrow = ref(stored('rail') === 'narrow')
export const dark = ref(false)

const system = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined
const paint = () => {
  dark.value = theme.value === 'dark' || (theme.value === 'system' && (system?.matches ?? false))
  document.documentElement.dataset.theme = dark.value ? 'dark' : 'light'
}
system?.addEventListener('change', paint)
watch(theme, (value) => {
  store('theme', value)
  paint()
})
watch(language, (value) => store('language', value))
watch(railNarrow, (value) => store('rail', value ? 'narrow' : 'wide'))
paint()
