// Sets the chosen theme before the first paint; without a choice the system's own stands. Kept apart from the application
// because the Content-Security-Policy allows no inline script.
(() => {
  try {
    const theme = localStorage.getItem('action-registry.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's theme it is.
  }
})();
