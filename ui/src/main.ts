import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n, useLanguage } from './i18n'
import { router } from './router'
import { language } from './state/preferences'
import './styles/tokens.css'
import './styles/element.css'
import './styles/base.css'
import './styles/print.css'

// The start page and the texts are asked for side by side.
await useLanguage(language.value)
createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')

// The shell and the visit form open without a network (worker/service-worker.js); browsers allow it on https and on this very machine.
// A little later: the first page comes first.
if (import.meta.env.PROD && 'serviceWorker' in navigator) setTimeout(() => void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined), 1500)
