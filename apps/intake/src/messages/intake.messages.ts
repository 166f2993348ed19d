import { registerMessages } from '@mendline/platform/graphql';
import { messagesEn } from './messages.en.js';
import { messagesZh } from './messages.zh.js';

registerMessages({ zh: messagesZh, en: messagesEn });
