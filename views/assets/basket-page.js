// The page of the 摘录篮: the reader's own list is ordered and annotated, one that somebody sent can be taken over.
(() => {
  const root = document.querySelector('[data-basket]');
  const list = root.querySelector('[data-list]');
  const idsOf = () => [...list.children].map((item) => item.dataset.clauseId);
  const own = basket.read();
  const ownIds = own.map(({ id }) => id);
  const asked = new URLSearchParams(location.search).get('ids');

  if (asked === null && own.length > 0) {
    location.replace(basket.urlOf(own));
    return;
  }

  const unknown = ownIds.filter((id) => !idsOf().includes(id));

  const line = (...parts) => {
    const made = document.createElement('p');
    made.className = 'acts export';
    made.append(...parts);
    return made;
  };

  const offerToTakeOver = () => {
    const missing = idsOf().filter((id) => !ownIds.includes(id));
    const words = own.length === 0 ? '这份摘录来自所给的地址。' : `这份摘录来自所给的地址，与你的摘录篮（${own.length}段）不同。`;
    const takeOver = page.button(missing.length > 0 ? `收入我的摘录篮（${missing.length}段）` : '看我的摘录篮', () => {
      basket.put(missing);
      location.assign(basket.urlOf(basket.read()));
    });
    list.before(line(words, takeOver));
  };

  // Address, export links and the form below follow the order on the page.
  const follow = () => {
    const items = basket.read();
    history.replaceState(history.state, '', basket.urlOf(items));
    const ids = items.map(({ id }) => id).join(',');
    // Notes go along as far as an address may be long.
    const notes = items.map(({ id, note }) => note && `&note=${encodeURIComponent(`${id}:${note}`)}`).join('');
    const query = ids && `?ids=${ids}${notes.length < 6000 ? notes : ''}`;
    for (const link of root.querySelectorAll('[data-exports] a')) link.href = link.pathname + query;
    root.querySelector('#ids').value = ids;
    if (items.length === 0) location.reload();
    else if (items.length !== ownIds.length) root.querySelector('[data-summary]').textContent = `共${items.length}段。`;
  };

  const noteOf = (id) => list.querySelector(`[data-clause-id="${id}"] textarea`)?.value ?? '';
  const save = () => {
    const ids = idsOf();
    // A clause that no plan has any more is not on the page; it and its note stay in the basket.
    const unseen = basket.read().filter(({ id }) => unknown.includes(id));
    basket.write([...ids.map((id) => ({ id, note: noteOf(id) })), ...unseen]);
    follow();
  };

  const move = (item, step, button) => {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return page.say(step < 0 ? '已在最前' : '已在最后');
    if (step < 0) other.before(item);
    else other.after(item);
    save();
    // Moving an element takes the focus from what is inside it.
    button.focus();
    page.say(`移到第${idsOf().indexOf(item.dataset.clauseId) + 1}`);
  };

  const remove = (item) => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    save();
    page.say('已取出');
    next?.querySelector('button')?.focus();
  };

  const equip = (item, note) => {
    const up = page.button('上移', () => move(item, -1, up));
    const down = page.button('下移', () => move(item, 1, down));
    item.querySelector('.acts').append(
      up,
      down,
      page.button('取出', () => remove(item)),
    );
    const label = document.createElement('label');
    const box = document.createElement('textarea');
    Object.assign(box, { rows: 2, value: note, maxLength: basket.LONGEST_NOTE });
    box.addEventListener('input', save);
    label.className = 'note';
    label.append('批注', box);
    item.append(label);
  };

  const copyAll = () => {
    const parts = [...list.children].map((item) => {
      const { href, textContent: citation } = item.querySelector('.citation');
      return { text: item.querySelector('.what').textContent.trim(), citation, href, note: noteOf(item.dataset.clauseId) };
    });
    const text = parts.map(({ text, citation, href, note }) => `${text}\n——${citation}，${href}${note && `\n批注：${note}`}`);
    const safe = page.escapeHtml;
    const html = parts.map(
      ({ text, citation, href, note }) =>
        `<p>${safe(text)}</p><p>——<a href="${safe(href)}">${safe(citation)}</a></p>${note && `<p>批注：${safe(note)}</p>`}`,
    );
    page.copy({ text: text.join('\n\n'), html: html.join('') }, `已复制${parts.length}段`);
  };

  if (list.children.length === 0) return;
  root.querySelector('[data-exports]').append(
    page.button('复制全部', copyAll),
    page.button('复制本页地址', () => page.copy({ text: location.href }, '已复制地址')),
  );
  if (asked !== ownIds.join()) return offerToTakeOver();
  for (const item of [...list.children]) equip(item, own.find(({ id }) => id === item.dataset.clauseId).note);
  follow();
})();
