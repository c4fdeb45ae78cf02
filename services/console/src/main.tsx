import { render } from 'preact'
import './styles/page.css'
import { Page } from './views/Page.tsx'

render(<Page />, document.getElementById('page')!)
