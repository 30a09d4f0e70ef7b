import { createApp } from 'vue'
import '#ui/tokens.css'
import '#ui/base.css'
import DevPage from './DevPage.vue'

// Three phones on one page, each with a wire to cut and a clock to turn. Never built into the app.
createApp(DevPage).mount('#page')
