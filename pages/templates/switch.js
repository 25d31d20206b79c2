// The page opens in Bahasa Indonesia, or in English at #en; nothing is remembered.
(function () {
  var buttons = document.querySelectorAll("[data-language]");
  var title = document.querySelector("title");
  function show(language) {
    document.documentElement.lang = language;
    document.title = title.getAttribute("data-" + language);
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    });
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () { show(button.dataset.language); });
  });
  show(location.hash === "#en" ? "en" : "id");
})();
