import { rulesCaution, timeZoneRules } from './time-zone-rules.js';

it('says nothing where the runtime has the same rules, or does not tell', () => {
  expect([rulesCaution(timeZoneRules), rulesCaution(undefined)]).toEqual([null, null]);
});

it('tells of a runtime with older rules, and that nothing depends on it', () => {
  expect(rulesCaution('2025c')).toEqual({
    text: expect.stringContaining('2025c') as string,
    fix: expect.stringContaining('Nobody is rung at another time') as string,
  });
});

it('tells of a runtime with newer rules: then ours may be wrong', () => {
  expect(rulesCaution('2999a')?.fix).toContain('Update Ringdown');
});
