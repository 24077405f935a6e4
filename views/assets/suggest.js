// Suggestions: an ARIA combobox. No page needs it.
(() => {
  const input = document.querySelector('#q');
  const { form } = input;
  let timer;
  let request;
  let composing = false;
  let active = -1;

  const set = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
  };
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    set(element, attributes);
    element.append(...children);
    return element;
  };
  const list = make('ul', { id: 'options', role: 'listbox', 'aria-label': '建议', hidden: '' });
  const live = make('div', { class: 'unseen', role: 'status' });
  input.after(list, live);
  set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'options', 'aria-expanded': false });

  // -1 is the text as typed.
  const select = (index) => {
    if (active >= 0) set(list.children[active], { 'aria-selected': false });
    input.removeAttribute('aria-activedescendant');
    active = index;
    if (active < 0) return;
    const option = list.children[active];
    set(option, { 'aria-selected': true });
    set(input, { 'aria-activedescendant': option.id });
    option.scrollIntoView({ block: 'nearest' });
  };
  const open = (isOpen) => {
    list.hidden = !isOpen;
    set(input, { 'aria-expanded': isOpen });
  };
  // Nothing under way may cover results.
  const close = () => {
    clearTimeout(timer);
    request?.abort();
    select(-1);
    open(false);
    live.textContent = '';
  };
  const show = (found) => {
    const options = found.map(({ text, kind, count, url }, at) => {
      const note = url ? '标题，打开' : kind === 'heading' ? `标题 ${count}条` : `${count}段`;
      const attributes = { id: `option-${at}`, role: 'option', 'aria-selected': false };
      const option = make('li', attributes, make('span', {}, text), make('small', {}, note));
      if (url) option.dataset.url = url;
      return option;
    });
    select(-1);
    list.replaceChildren(...options);
    open(found.length > 0);
    live.textContent = `建议${found.length}条`;
  };
  const ask = () => {
    request = new AbortController();
    fetch(`/api/suggest?${new URLSearchParams({ q: input.value })}`, { signal: request.signal })
      .then((answer) => (answer.ok ? answer.json() : []))
      .then(show)
      // Aborted or unanswered, nothing changes.
      .catch(() => {});
  };
  const askAfter = (delayMs = 120) => {
    clearTimeout(timer);
    request?.abort();
    if (input.value.trim() === '') close();
    else timer = setTimeout(ask, delayMs);
  };
  const pick = (option) => {
    if (option.dataset.url) {
      location.assign(option.dataset.url);
      return;
    }
    input.value = option.firstChild.textContent;
    form.requestSubmit();
  };

  const on = (type, handler, target = input) => target.addEventListener(type, handler);
  on('input', (event) => composing || event.isComposing || askAfter());
  on('compositionstart', () => {
    composing = true;
    close();
  });
  on('compositionend', () => {
    composing = false;
    askAfter();
  });
  on('keydown', (event) => {
    const { key } = event;
    const places = list.childElementCount + 1;
    // The input method's key: 229 is all Safari says of a committing Enter.
    if (composing || event.isComposing || event.keyCode === 229) {
      if (key === 'Enter') event.preventDefault();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) askAfter(0);
      else select(((active + (key === 'ArrowDown' ? 2 : places)) % places) - 1);
    } else if (key === 'Enter' && active >= 0) {
      event.preventDefault();
      pick(list.children[active]);
    } else if (key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if (/^(Arrow|Home|End)/.test(key)) select(-1);
  });
  on('blur', close);
  on('submit', close, form);
  // A press keeps the focus in the box, or it closes before the click.
  on('mousedown', (event) => event.preventDefault(), list);
  on('click', ({ target }) => target !== list && pick(target.closest('li')), list);
})();
