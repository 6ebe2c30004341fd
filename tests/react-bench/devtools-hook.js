// React tells its developer tools of each commit, if they are there when it starts.
window.reactCommits = { listener: null }
window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
  supportsFiber: true,
  renderers: new Map(),
  inject: () => 1,
  checkDCE: () => {},
  onCommitFiberRoot: (_id, root) => window.reactCommits.listener?.(root),
  onPostCommitFiberRoot: () => {},
  onCommitFiberUnmount: () => {},
}
