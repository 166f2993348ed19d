import { describe, expect, it } from '@jest/globals';
import { acsHeaders, acsQuery } from './acs.signature.js';
import { signDingtalk } from './dingtalk.channel.js';
import { signWebhook, webhookSecretForm } from './webhook.channel.js';

describe('signatures of channels', () => {
  it('webhooks sign as the reference of Standard Webhooks does', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(secret).toMatch(webhookSecretForm);
    expect(signWebhook(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('short messages sign as the example of Alibaba Cloud\'s signature version 3 does', () => {
    const call = {
      host: 'ecs.cn-shanghai.aliyuncs.com', action: 'RunInstances', version: '2014-05-26', nonce: '3156853299f313e23d1673dc12e1703d', at: new Date('2023-10-26T10:22:32Z'),
      query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
    };
    expect(acsHeaders(call, { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' })).toMatchObject({
      'x-acs-date': '2023-10-26T10:22:32Z',
      authorization: 'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    });
    expect(acsQuery({ b: 'v=a b*c~d/e', a: '工单' })).toBe('a=%E5%B7%A5%E5%8D%95&b=v%3Da%20b%2Ac~d%2Fe');
  });

  it('DingTalk robots sign timestamp and secret, base64 of HMAC-SHA256', () => {
    expect(signDingtalk('SEC0123456789', 1577262236757)).toBe('MSVzkwUcS5b8OZ58bd/lQlRKGAq0T5acHXSZMzn4Ieg=');
  });
});
