// The menu of a clause can copy: its link, its citation, its text with the citation, for Word with a link that works.
(() => {
  const textOf = (clause) => {
    const copy = clause.cloneNode(true);
    for (const extra of copy.querySelectorAll('button, noscript, [popover]')) extra.remove();
    const parts = copy.matches('tr') ? copy.querySelectorAll('td > span, th > span') : copy.querySelectorAll(':scope > p');
    return [...parts].map((part) => part.textContent.trim()).join(' | ');
  };

  const rich = (url, citation) => `<a href="${page.escapeHtml(url)}">${page.escapeHtml(citation)}</a>`;

  const addButtons = (menu) => {
    const { href, textContent: citation } = menu.querySelector('.citation');
    const quote = () => {
      const text = textOf(menu.closest('.clause'));
      return {
        text: `${text}\n——${citation}，${href}`,
        html: `<p>${page.escapeHtml(text)}</p><p>——${rich(href, citation)}</p>`,
      };
    };
    page.addDeeds(menu, [
      page.button('复制链接', () => page.copy({ text: href }, '已复制链接')),
      page.button('复制引文', () => page.copy({ text: `${citation}，${href}`, html: rich(href, citation) }, '已复制引文')),
      page.button('复制全文和引文', () => page.copy(quote(), '已复制全文和引文')),
    ]);
  };

  // A page has hundreds of menus, and a reader opens two or three: buttons are made when they are wanted.
  document.addEventListener(
    'beforetoggle',
    ({ target, newState }) => {
      if (newState === 'open' && target.matches('.menu') && !target.dataset.ready) {
        target.dataset.ready = 'yes';
        addButtons(target);
      }
    },
    true,
  );
})();
