// The 摘录篮 of this browser: which clauses are in it, in which order, with which notes. Every page can put one in.
(() => {
  const KEY = 'basket';
  const VERSION = 1;
  const MOST = 200;
  const LONGEST_NOTE = 1000;

  // Whatever stands in the storage, another version or a stranger's: what is not a clause with a note is left out.
  const read = () => {
    let kept;
    try {
      kept = JSON.parse(page.stored(KEY) ?? 'null');
    } catch {
      kept = null;
    }
    const items = kept?.version === VERSION && Array.isArray(kept.items) ? kept.items : [];
    const seen = new Set();
    return items
      .filter((item) => {
        const isGood = typeof item?.id === 'string' && /^[a-z0-9-]+-A?\d+\.\d+\.\d+$/.test(item.id) && !seen.has(item.id);
        if (isGood) seen.add(item.id);
        return isGood;
      })
      .slice(0, MOST)
      .map(({ id, note }) => ({ id, note: typeof note === 'string' ? note.slice(0, LONGEST_NOTE) : '' }));
  };

  /** Whether the items could be kept. */
  const write = (items) => {
    const done = page.store(KEY, JSON.stringify({ version: VERSION, items: items.slice(0, MOST) }));
    if (!done) page.say('浏览器不许保存，摘录篮没有改变');
    show();
    return done;
  };

  const urlOf = (items) => (items.length === 0 ? '/basket' : `/basket?ids=${items.map(({ id }) => id).join(',')}`);
  const has = (id) => read().some((item) => item.id === id);

  const put = (ids) => {
    const kept = read();
    const added = ids.filter((id) => !kept.some((item) => item.id === id));
    if (kept.length + added.length > MOST) return page.say(`摘录篮至多收${MOST}段，请先取出一些`);
    write([...kept, ...added.map((id) => ({ id, note: '' }))]);
  };
  const take = (id) => write(read().filter((item) => item.id !== id));

  const toggle = (id) => {
    const wasIn = has(id);
    if (wasIn) take(id);
    else put([id]);
    if (has(id) !== wasIn) page.say(wasIn ? '已从摘录篮取出' : '已收入摘录篮');
  };

  const wordsFor = (isIn) => (isIn ? '从摘录篮取出' : '收入摘录篮');
  const pinButton = (id) => {
    const button = page.button(wordsFor(has(id)), () => toggle(id));
    button.dataset.pin = id;
    return button;
  };

  // Everything on the page that tells what is in the basket: the link at the top, the buttons, the clauses.
  const show = () => {
    const items = read();
    const ids = new Set(items.map(({ id }) => id));
    const link = document.querySelector('.ways a[href^="/basket"]');
    if (link) {
      link.textContent = items.length === 0 ? '摘录篮' : `摘录篮 ${items.length}`;
      link.href = urlOf(items);
    }
    for (const button of document.querySelectorAll('[data-pin]')) {
      button.textContent = wordsFor(ids.has(button.dataset.pin));
    }
    for (const clause of document.querySelectorAll('.clause[data-clause-id]')) {
      clause.classList.toggle('pinned', ids.has(clause.dataset.clauseId));
    }
  };

  window.basket = Object.freeze({ read, write, urlOf, put, take, MOST, LONGEST_NOTE });

  // A hit and a clause's own page have a row of actions; a clause in its chapter has its menu, which gets the button when
  // it is opened. The basket's own page has buttons of its own.
  if (!document.querySelector('[data-basket]')) {
    for (const shown of document.querySelectorAll('[data-clause-id]:not(.clause)')) {
      const acts = shown.querySelector('.acts');
      acts?.insertBefore(pinButton(shown.dataset.clauseId), acts.querySelector(':scope > span.id'));
    }
  }
  document.addEventListener(
    'beforetoggle',
    ({ target }) => {
      const clause = target.matches('.menu') ? target.closest('[data-clause-id]') : null;
      if (clause && !target.querySelector('[data-pin]')) page.addDeeds(target, [pinButton(clause.dataset.clauseId)]);
    },
    true,
  );
  // Another tab may put a clause in, and a page that comes back from the cache may be out of date.
  addEventListener('storage', show);
  addEventListener('pageshow', show);
  show();
})();
