export default async (): Promise<void> => { throw new Error('the acceptance world is not built yet'); };
