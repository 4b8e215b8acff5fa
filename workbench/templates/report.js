// Light and dark: what the reader chooses is remembered; otherwise the system decides.
const root = document.documentElement, toggle = document.querySelector("button.theme");
const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const named = () => { toggle.textContent = dark() ? "Light" : "Dark"; };
toggle.hidden = false;
toggle.addEventListener("click", () => {
  root.dataset.theme = dark() ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch {}
  named();
});
named();

// Tables: a header sorts, a long table can be filtered and shows its first rows only.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], rows = [...body.rows], tall = Number(table.dataset.tall);
  let words = "", whole = !tall, more;
  const show = () => {
    let seen = 0;
    for (const row of body.rows) {
      const fits = row.textContent.toLowerCase().includes(words);
      row.hidden = !fits || (!whole && !words && seen >= tall);
      seen += fits;
    }
    if (more) more.textContent = whole ? "Show fewer" : `Show all ${rows.length} rows`;
  };
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const number = head.classList.contains("number");
      const key = (row) => { const cell = row.cells[at]; return number ? cell.dataset.value : cell.textContent; };
      rows.sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x === "" || y === "") return (x === "") - (y === ""); // what is missing stays last
        const order = number ? parseFloat(x) - parseFloat(y) : x.localeCompare(y, "en", { numeric: true });
        return down ? -order : order;
      });
      body.append(...rows);
      show();
    });
  });
  if (!tall) continue;
  const tools = document.createElement("p"), filter = document.createElement("input");
  more = document.createElement("button");
  tools.className = "tools";
  filter.type = "search";
  filter.placeholder = "Filter rows";
  filter.setAttribute("aria-label", `Filter rows: ${table.caption.textContent}`);
  filter.addEventListener("input", () => { words = filter.value.trim().toLowerCase(); show(); });
  more.type = "button";
  more.addEventListener("click", () => { whole = !whole; show(); });
  tools.append(filter, more);
  table.before(tools);
  show();
}

// A phone shows what stands open on a wide page folded to its heading; paper has all of it.
const spread = document.querySelectorAll("details.spread"), phone = matchMedia("screen and (max-width: 47.99rem)");
const lay = () => { for (const fold of spread) fold.open = !phone.matches; };
lay();
phone.addEventListener("change", lay);
const lines = document.querySelectorAll(".matter > details, .limits details"); // paper has each
addEventListener("beforeprint", () => { for (const fold of [...spread, ...lines]) fold.open = true; });
addEventListener("afterprint", () => { lay(); for (const fold of lines) fold.open = false; });

// A link to what is folded opens it, from wherever it comes.
const unfold = () => {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = named; fold; fold = fold.parentElement) if (fold.tagName === "DETAILS") fold.open = true;
  if (named) named.scrollIntoView();
};
addEventListener("hashchange", unfold);
if (location.hash) unfold();

// A figure opens as large as the window lets it, or larger.
for (const figure of document.querySelectorAll("figure:has(.files)")) {
  const button = document.createElement("button"), image = figure.querySelector("img");
  const open = () => {
    const sheet = document.createElement("dialog"), close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => sheet.close());
    sheet.setAttribute("aria-label", image.alt);
    sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
    sheet.addEventListener("close", () => { sheet.remove(); button.focus(); });
    sheet.append(close, image.cloneNode());
    document.body.append(sheet);
    sheet.showModal();
  };
  button.type = "button";
  button.textContent = "Larger";
  button.addEventListener("click", open);
  image.addEventListener("click", open);
  figure.querySelector(".files").prepend(button);
}
