// Words that people read stand in src/i18n, never in a template.
import pluginVue from 'eslint-plugin-vue'
import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'

export default defineConfigWithVueTs(
  { ignores: ['dist', 'coverage', 'src/api/contract.ts', 'src/api/limits.ts'] },
  pluginVue.configs['flat/recommended'],
  vueTsConfigs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'vue/no-bare-strings-in-template': ['error', {
        allowlist: ['*', 'g', '·', '×', '–', '—', '…', '/', '(', ')', '（', '）', ':', '：', '%', '+', '−', '=', '→', '?', ',', '、', '›', '‹', '▾', '▴', '↑', '↓', '◆', '┄', 'km', 'j', 'k', 'x', 'c', 'Enter', 'Esc', 'Ctrl', '⌘', 'K', '中文', 'English', '链招', 'Lianzhao'],
        attributes: { '/.+/': ['title', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext', 'label'], input: ['placeholder'], img: ['alt'] },
      }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-emits-declaration': 'error',
      'vue/define-props-declaration': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'always' } }],
      'vue/html-indent': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      'eqeqeq': ['error', 'smart'],
      'no-console': 'error',
    },
  },
  { files: ['scripts/**', 'tests/**'], rules: { 'no-console': 'off', 'vue/one-component-per-file': 'off' } },
)
