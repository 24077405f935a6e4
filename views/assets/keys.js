// Keys. Single letters do nothing while something is typed or composed, with a modifier, or once they are switched off.
(() => {
  const SETTING = 'keys';
  const KEYS = [
    ['/', '到检索框'],
    ['j　k', '后一条、前一条结果（检索页）'],
    ['n　N', '后一处、前一处（原文页）'],
    ['Esc', '清除原文页上的标记；收起打开的小窗'],
    ['?', '打开本说明'],
  ];

  const areOn = () => page.stored(SETTING) !== 'off';

  const make = (tag, text = '') => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };

  // The command 229 stands for "an input method is at work" where isComposing comes too late.
  const isTyped = (event) =>
    event.isComposing ||
    event.keyCode === 229 ||
    event.target.closest?.('input:not([type="checkbox"]), textarea, select, [contenteditable]') != null;

  const openDialog = () => {
    const dialog = make('dialog');
    const title = make('h2', '快捷键');
    title.id = 'keys-title';
    dialog.setAttribute('aria-labelledby', title.id);
    const list = make('dl');
    for (const [key, meaning] of KEYS) {
      const row = make('div');
      row.append(make('dt', key), make('dd', meaning));
      list.append(row);
    }
    const label = make('label', '启用单键快捷键');
    const box = make('input');
    box.type = 'checkbox';
    box.checked = areOn();
    box.addEventListener('change', () => page.store(SETTING, box.checked ? 'on' : 'off'));
    label.prepend(box, ' ');
    const close = page.button('关闭', () => dialog.close());
    close.autofocus = true;
    dialog.className = 'keys';
    dialog.append(title, list, label, close);
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  const hits = () => [...document.querySelectorAll('.list > [data-clause-id]')];

  // Focus goes to the hit's own link, so that Enter opens what the reader stands on.
  const stepHit = (direction) => {
    const all = hits();
    const here = all.findIndex((hit) => hit.contains(document.activeElement));
    const next = all[here < 0 && direction < 0 ? -1 : here + direction];
    next?.querySelector('.acts a')?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'center' });
  };

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  const ACTIONS = {
    '/': () => document.querySelector('#q')?.select(),
    j: () => stepHit(1),
    k: () => stepHit(-1),
    n: () => tell('places:step', 1),
    N: () => tell('places:step', -1),
    '?': openDialog,
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isTyped(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open], :popover-open')) return;
    if (event.key === 'Escape') return tell('places:clear');
    const action = Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : undefined;
    if (!action || !areOn()) return;
    event.preventDefault();
    action();
  });

  // The one way back for who has switched the keys off, and for who has no keyboard.
  document.querySelector('footer.site p:last-child')?.append(' · ', page.button('快捷键', openDialog));

  // Filters come back with a fragment that names the results; it has done its work once they have the focus.
  const finding = location.hash === '#finding' ? document.querySelector('#finding') : null;
  if (finding) {
    finding.focus();
    history.replaceState(history.state, '', location.pathname + location.search);
  }
})();
