import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { arrived, engineer, key, publishPack, sentFile, stock, type VisitScene } from './repair.scene.js';
import { type Bench, look, openBench } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  await publishPack(bench);
  await stock(bench, 'MB-200', 50, { serialised: true, models: ['X100', 'X200'] });
  await stock(bench, 'FUSE-1', 500);
}, 30_000);
afterAll(() => bench.close());

const report = ({ ticketId, visitId }: VisitScene) => ({ key: key(), ticketId, visitId });

describe('an acceptance', () => {
  const tested = async (): Promise<VisitScene> => {
    const scene = await arrived(bench);
    await bench.findings.locate(engineer, { ...report(scene), faultCode: 'no-power', causeCode: 'fuse' });
    await bench.findings.work(engineer, { ...report(scene), measure: 'clean', minutes: 5 });
    await bench.findings.test(engineer, { ...report(scene), result: 'normal' });
    return scene;
  };

  it('[A10-2] [A10-8] stays as the customer signed it: the same key is the same one, another is refused', async () => {
    const scene = await tested();
    const signature = await sentFile(bench, scene.ticketId);
    const first = { ...report(scene), signedBy: 'customer', signature, satisfaction: 'dissatisfied', opinion: '等了太久' } as const;
    for (const _ of [1, 2]) await bench.acceptances.accept(engineer, first);
    for (const sent of [signature, await sentFile(bench, scene.ticketId)]) {
      await expect(bench.acceptances.accept(engineer, { ...report(scene), signedBy: 'customer', signature: sent, satisfaction: 'satisfied' })).rejects.toMatchObject({ kind: 'conflict', code: 'visit.accepted-already' });
    }
    expect(await bench.visitLists.find(engineer, scene.ticketId, scene.visitId)).toMatchObject({ satisfaction: 'dissatisfied', signature, opinion: { text: '等了太久' } });
    expect(await look(bench, `select 1 from fact_log where key = $1 and type like 'field-service.visit.accepted.%'`, [scene.ticketId])).toHaveLength(1);
  });

  it('[A9-11] takes no signature that was given under old parts, also not one of before acts were told apart', async () => {
    const scene = await tested();
    const [signature, older] = [await sentFile(bench, scene.ticketId), await sentFile(bench, scene.ticketId)];
    await bench.visitParts.takeOut(engineer, { ...report(scene), partNumber: 'MB-100', quantity: 1, serialNumbers: [], disposition: 'recovered', signature });
    await look(bench, `update files set state = 'attached', attached_to = $2, attached_at = now() where file_id = $1`, [older.fileId, `visit:${scene.visitId}`]);
    for (const sent of [signature, older]) {
      await expect(bench.acceptances.accept(engineer, { ...report(scene), signedBy: 'customer', signature: sent, satisfaction: 'satisfied' })).rejects.toMatchObject({ kind: 'conflict', code: 'file.already-attached' });
    }
  });
});
