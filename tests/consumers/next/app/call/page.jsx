import { Visit } from '../../visit.jsx'

export default function Page() {
  return <Visit />
}
