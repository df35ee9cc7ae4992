// Mounts a component as the application would: texts, router, Chinese.
import { mount, type ComponentMountingOptions } from '@vue/test-utils'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, useLanguage } from '@/i18n'

export async function show(component: Component, options: ComponentMountingOptions<Component> = {}) {
  await useLanguage('zh')
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { template: '<i />' } }] })
  await router.push('/')
  return mount(component, { attachTo: document.body, ...options, global: { plugins: [i18n, router], ...options.global } })
}
