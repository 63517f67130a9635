// Sends the chosen file in pieces (tus 1.0.0), shows how far it is, and goes on where it stopped.
(() => {
  const form = document.getElementById('upload');
  if (!form) {
    return;
  }
  const PIECE = 1024 * 1024;
  const TRIES = 5;
  const progress = document.getElementById('progress');
  const button = form.querySelector('button');

  const say = text => { progress.hidden = false; progress.textContent = text; };
  const pause = seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000));
  const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const token = () => (/(?:^|; )HANDRAIL-CSRF=([^;]*)/.exec(document.cookie) || [])[1] || '';

  function send(method, address, headers, body) {
    return fetch(address, {
      method, body, headers: { 'Tus-Resumable': '1.0.0', 'X-HANDRAIL-CSRF': token(), ...headers }
    });
  }

  async function refusal(answer) {
    const problem = await answer.json().catch(() => ({}));
    return new Error(problem.detail || 'This did not work. Load the page again and repeat it.');
  }

  // Only size and time of the file are remembered: its name may tell who the patient is.
  const memory = file => 'handrail-upload:' + file.size + ':' + file.lastModified + ':' + form.site.value;

  async function begun(file) {
    const known = localStorage.getItem(memory(file));
    if (known) {
      const answer = await send('HEAD', known, {});
      if (answer.ok) {
        return { address: known, offset: Number(answer.headers.get('Upload-Offset')), done: answer.headers.get('Document-Reference') };
      }
    }
    const answer = await send('POST', '/api/documents/uploads', {
      'Upload-Length': String(file.size),
      'Upload-Metadata': 'filename ' + base64(file.name) + ',site ' + base64(form.site.value)
    });
    if (!answer.ok) {
      throw await refusal(answer);
    }
    const address = answer.headers.get('Location');
    localStorage.setItem(memory(file), address);
    return { address, offset: 0 };
  }

  async function upload(file) {
    const { address, offset: start, done } = await begun(file);
    if (done) {
      return 'repeated=' + done;
    }
    let offset = start;
    for (let failed = 0; ;) {
      say('Sent ' + Math.floor(100 * offset / file.size) + ' %');
      let answer;
      try {
        answer = await send('PATCH', address, {
          'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset)
        }, file.slice(offset, offset + PIECE));
      } catch (e) {
        answer = null;
      }
      if (answer && answer.ok) {
        failed = 0;
        offset = Number(answer.headers.get('Upload-Offset'));
        const reference = answer.headers.get('Document-Reference');
        if (reference) {
          return (answer.headers.get('Document-Repeated') === 'true' ? 'repeated=' : 'taken=') + reference;
        }
      } else if (answer && answer.status !== 409 && answer.status < 500) {
        localStorage.removeItem(memory(file));
        throw await refusal(answer);
      } else if (++failed > TRIES) {
        throw answer ? await refusal(answer)
          : new Error('The line is broken. Choose the same file again later: it goes on where it stopped.');
      } else {
        say('The line is broken. Trying again.');
        await pause(failed);
        const where = await send('HEAD', address, {}).catch(() => null);
        if (where && where.ok) {
          offset = Number(where.headers.get('Upload-Offset'));
          if (where.headers.get('Document-Reference')) {
            return 'taken=' + where.headers.get('Document-Reference');
          }
        }
      }
    }
  }

  form.addEventListener('submit', async event => {
    const file = form.file.files[0];
    if (!file) {
      return;
    }
    event.preventDefault();
    button.disabled = true;
    try {
      const what = await upload(file);
      localStorage.removeItem(memory(file));
      location.href = '/documents?' + what;
    } catch (e) {
      say(e.message);
      button.disabled = false;
    }
  });
})();
