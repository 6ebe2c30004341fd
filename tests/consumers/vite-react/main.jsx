import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Visit } from './visit.jsx'

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <Visit />
  </StrictMode>,
)
