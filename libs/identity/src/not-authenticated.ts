import type { RefusalMessage } from '@app/kernel';
import { Refused } from '@app/kernel';

const messages = {
  UNAUTHENTICATED: {
    en: 'This request says nothing about who is asking. Send a token in the header "Authorization: Bearer …".',
    cy: 'Nid yw’r cais hwn yn dweud pwy sy’n gofyn. Anfonwch docyn yn y pennyn "Authorization: Bearer …".',
  },
  TOKEN_INVALID: {
    en: 'The token in the Authorization header is not one that this service accepts. Ask for a new one.',
    cy: 'Nid yw’r tocyn ym mhennyn Authorization yn un y mae’r gwasanaeth hwn yn ei dderbyn. Gofynnwch am un newydd.',
  },
  TOKEN_EXPIRED: {
    en: 'The token in the Authorization header has expired. Ask for a new one.',
    cy: 'Mae’r tocyn ym mhennyn Authorization wedi dod i ben. Gofynnwch am un newydd.',
  },
} as const satisfies Record<string, RefusalMessage>;

/** Nobody is known to be asking: to be answered before anything is read or decided (HTTP 401). */
export class NotAuthenticated extends Refused {
  constructor(code: keyof typeof messages) {
    super(code, {}, messages[code]);
  }
}
