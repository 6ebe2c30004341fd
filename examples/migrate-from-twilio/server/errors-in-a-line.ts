/** Imported first: what keeps a server from starting is said in its sentence, without Node's stack. */
process.on('uncaughtException', ({ message }) => {
  console.error(message)
  process.exit(1)
})
