import { controlPlane } from '../../control-plane.js'

const handle = (request) => controlPlane.fetch(request)

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST }
