import { ScriptedServer } from '../testing/scripted-server.js';
import { aStream } from '../testing/specimens.js';
import { readBack } from './read-back.js';

describe('reading a history back', () => {
  const stream = aStream();
  async function holding(events: number) {
    const server = new ScriptedServer();
    for (let count = 0; count < events; count++) server.write(stream);
    server.writeElsewhere();
    const { position } = await server.begin();
    const told: bigint[] = [];
    return { told, last: server.all[events - 1]?.position, compared: (count: bigint) => readBack(server, position, count, (done) => void told.push(done)) };
  }

  it('says what it amounts to, and where it ends', async () => {
    const { compared, told, last } = await holding(3);
    expect(await compared(3n)).toMatchObject({ native: last });
    expect(told).toEqual([3n]);
  });

  it('says of none that it amounts to nothing', async () => {
    const { compared } = await holding(0);
    expect((await compared(0n)).hash).toHaveLength(0);
  });

  it.each([
    [2, 3n],
    [3, 2n],
  ])('ends where there are %d events and should be %d', async (events, count) => {
    const { compared } = await holding(events);
    await expect(compared(count)).rejects.toMatchObject({
      name: 'LogCorrupt',
      message: expect.stringContaining(`EventStoreDB holds ${events} events of this history and es.events holds ${count}`) as unknown,
    });
  });
});
