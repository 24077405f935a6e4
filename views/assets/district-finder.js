// The box that finds districts among many: the list follows what is typed, and ticks that are set stay set. Without this
// script the button beside the box asks for the whole page.
(() => {
  const box = document.querySelector('#place');
  if (!box) return;
  const { form } = box;
  let timer;
  let request;

  const places = () => document.querySelector('#places');

  // The page itself knows how to list them, so it is asked for with all that the form holds.
  const ask = async () => {
    request = new AbortController();
    const asked = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(`/search?${asked}`, { signal: request.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('#places');
      if (!fresh) return;
      // The box stays, with what is being typed in it; what stands before and after it is new.
      const lists = (root) => [...root.children].filter((child) => !child.matches('legend, .finder'));
      const [lead, ...rest] = lists(fresh);
      for (const old of lists(places())) old.remove();
      places()
        .querySelector('legend')
        .after(...(lead && !lead.matches('details') ? [lead] : []));
      places().append(...(lead?.matches('details') ? [lead] : []), ...rest);
    } catch {
      // Aborted or unanswered, nothing changes.
    }
  };

  box.addEventListener('input', (event) => {
    clearTimeout(timer);
    request?.abort();
    if (!event.isComposing) timer = setTimeout(ask, 250);
  });
  box.addEventListener('compositionend', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
})();
