// Starts the components that need a script. Every page works without it.
import { initAll } from './nhsuk/nhsuk-frontend.min.js'

initAll()
const summary = document.querySelector('.nhsuk-error-summary')
if (summary) summary.focus()
