// Switches the page and the assistant between Chinese and English, and remembers it.
const KEY = "zhiyin-demo:language";
const page = document.documentElement;

function speak(language) {
  page.dataset.language = language;
  page.lang = language === "zh" ? "zh-CN" : "en";
  document.title = language === "zh" ? page.dataset.nameZh : page.dataset.nameEn;
  document.querySelector("zhiyin-chat")?.setAttribute("data-language", language);
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

speak(remembered() ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"));

document.getElementById("language").addEventListener("click", () => {
  const language = page.dataset.language === "zh" ? "en" : "zh";
  speak(language);
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
});
