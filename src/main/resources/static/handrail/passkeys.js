// Talks to the browser's passkeys: the forms marked data-passkey="show" and data-passkey="register".
(() => {
  const problem = document.getElementById('problem');

  const toBytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  const toText = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const withIds = keys => (keys || []).map(key => ({ type: key.type, id: toBytes(key.id) }));

  async function send(path, body) {
    const token = (/(?:^|; )HANDRAIL-CSRF=([^;]*)/.exec(document.cookie) || [])[1];
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-HANDRAIL-CSRF': token || '' },
      body: JSON.stringify(body)
    });
    const json = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      throw new Error(json.detail || 'The server did not answer as it should. Load the page again.');
    }
    return json;
  }

  async function show() {
    const options = await send('/passkey/show/options', {});
    options.challenge = toBytes(options.challenge);
    options.allowCredentials = withIds(options.allowCredentials);
    const made = await navigator.credentials.get({ publicKey: options });
    return send('/passkey/show', {
      id: made.id,
      rawId: toText(made.rawId),
      type: made.type,
      response: {
        authenticatorData: toText(made.response.authenticatorData),
        clientDataJSON: toText(made.response.clientDataJSON),
        signature: toText(made.response.signature),
        userHandle: made.response.userHandle ? toText(made.response.userHandle) : undefined
      },
      clientExtensionResults: {}
    });
  }

  async function register(form) {
    const password = form.elements.password;
    const options = await send('/passkey/register/options', { password: password ? password.value : null });
    options.challenge = toBytes(options.challenge);
    options.user.id = toBytes(options.user.id);
    options.excludeCredentials = withIds(options.excludeCredentials);
    const made = await navigator.credentials.create({ publicKey: options });
    return send('/passkey/register', {
      name: form.elements.name.value,
      credential: JSON.stringify({
        id: made.id,
        rawId: toText(made.rawId),
        type: made.type,
        response: {
          attestationObject: toText(made.response.attestationObject),
          clientDataJSON: toText(made.response.clientDataJSON),
          transports: made.response.getTransports ? made.response.getTransports() : []
        },
        clientExtensionResults: {}
      })
    });
  }

  function sentence(error) {
    switch (error.name) {
      case 'NotAllowedError':
        return 'No passkey was used: it was called off, or it took too long. Try again.';
      case 'InvalidStateError':
        return 'This device holds one of your passkeys already. Use another one.';
      case 'SecurityError':
        return 'Passkeys work only at the usual address of the clinic. Open it there.';
      default:
        return error.message;
    }
  }

  document.querySelectorAll('form[data-passkey]').forEach(form => form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    problem.hidden = true;
    try {
      if (!window.PublicKeyCredential) {
        throw new Error('This browser knows no passkeys, or the address does not begin with https.');
      }
      location.assign((await (form.dataset.passkey === 'show' ? show() : register(form))).next);
    } catch (error) {
      problem.textContent = sentence(error);
      problem.hidden = false;
      button.disabled = false;
    }
  }));
})();
