import vue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'
import tseslint from 'typescript-eslint'

/** Globals of the plain scripts, which no type checker sees. */
const browser = ['window', 'document', 'self', 'setTimeout']
const node = ['process', 'console', 'URL', 'setTimeout', 'clearTimeout', 'performance']
const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']))

export default tseslint.config(
  { ignores: ['dist/', 'dist-server/', 'data/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  ...a11y.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['**/*.{ts,vue}'],
    rules: {
      // The type checker knows it better, also for types.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(inner|outer)HTML$/]',
          message: 'Words of people are text, never HTML.',
        },
        {
          selector: 'CallExpression[callee.property.name="insertAdjacentHTML"]',
          message: 'Words of people are text, never HTML.',
        },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/no-v-html': 'error',
      // Rooms call their parts by one word (Card, Tabs), as the design does.
      'vue/multi-word-component-names': 'off',
      // Prettier lays the templates out.
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      // Optional props of a typed defineProps are undefined unless said otherwise; TypeScript holds that.
      'vue/require-default-prop': 'off',
      // A label around its control, or one that points to it: either will do.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    files: ['tests/**', 'sync-server/**', 'src/dev/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['scripts/**', '*.js'],
    languageOptions: { globals: readonly(node) },
    rules: { 'no-undef': 'error' },
  },
  {
    files: ['public/*.js'],
    languageOptions: {
      ecmaVersion: 5,
      sourceType: 'script',
      globals: readonly([...browser, 'Promise', 'Proxy']),
    },
    rules: {
      'no-undef': 'error',
      '@typescript-eslint/no-unused-expressions': 'off',
      'no-var': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
)
