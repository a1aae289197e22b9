import { createLogger } from '@ringdown/platform-telemetry';
import { Circuit } from './circuit.js';

const logger = createLogger('test', 'silent');

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function aCircuit() {
  const world = { isThere: false, probes: 0, returns: 0 };
  const probe = () => {
    world.probes++;
    return world.isThere ? Promise.resolve() : Promise.reject(new Error('away'));
  };
  const circuit = new Circuit('the peer', probe, logger);
  circuit.whenBack(() => world.returns++);
  return { circuit, world };
}

describe('Circuit', () => {
  it('asks for nothing while all is well', async () => {
    const { circuit, world } = aCircuit();
    await jest.advanceTimersByTimeAsync(5000);
    expect(circuit.isBroken).toBe(false);
    expect(world.probes).toBe(0);
  });

  it('is broken until a probe succeeds, and says so once', async () => {
    const { circuit, world } = aCircuit();
    circuit.break(new Error('gone'));
    circuit.break(new Error('gone'));
    await jest.advanceTimersByTimeAsync(1000);
    expect(circuit.isBroken).toBe(true);
    expect(world.probes).toBe(5);
    world.isThere = true;
    await jest.advanceTimersByTimeAsync(1000);
    expect(circuit.isBroken).toBe(false);
    expect(world).toMatchObject({ probes: 6, returns: 1 });
  });

  it('breaks again, and stops probing when stopped', async () => {
    const { circuit, world } = aCircuit();
    world.isThere = true;
    circuit.break('once');
    await jest.advanceTimersByTimeAsync(200);
    world.isThere = false;
    circuit.break('twice');
    await jest.advanceTimersByTimeAsync(400);
    expect(world.probes).toBe(3);
    circuit.stop();
    await jest.advanceTimersByTimeAsync(5000);
    expect(world.probes).toBe(3);
  });
});
