/* Sets the colours before the first paint: the choice kept in this browser, else the system's. A plain script on
   purpose, since a module would run after the page was drawn. */
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const chosen = () => {
    try {
      return localStorage.getItem("luma-theme");
    } catch {
      return null;
    }
  };
  const apply = () => {
    const choice = chosen();
    root.dataset.theme = choice === "dark" || choice === "light" ? choice : system.matches ? "dark" : "light";
    root.dataset.themeChoice = choice ?? "system";
  };
  system.addEventListener("change", apply);
  window.addEventListener("storage", (event) => event.key === "luma-theme" && apply());
  window.lumaTheme = (choice) => {
    try {
      if (choice === "system") localStorage.removeItem("luma-theme");
      else localStorage.setItem("luma-theme", choice);
    } catch {
      root.dataset.theme = choice;
      return;
    }
    apply();
  };
  apply();
})();
