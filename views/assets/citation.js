// A button beside each form of a citation. Without this script a click on the text selects all of it.
(() => {
  for (const form of document.querySelectorAll('.form')) {
    const { textContent } = form.querySelector('dd');
    const link = form.dataset.link;
    const name = form.querySelector('dt').textContent;
    const text = textContent.trim();
    const copied = link ? { text, html: `<a href="${page.escapeHtml(link)}">${page.escapeHtml(text)}</a>` } : { text };
    const button = page.button('复制', () => page.copy(copied, `已复制${name}`));
    button.setAttribute('aria-label', `复制${name}`);
    const cell = document.createElement('dd');
    cell.className = 'copying';
    cell.append(button);
    form.append(cell);
  }
})();
