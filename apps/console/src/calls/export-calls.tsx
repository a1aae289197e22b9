import { Button } from '@mantine/core';
import { queryString } from '../api/query-string.js';
import { type CallFilters, filterQuery } from './call-filters.js';

/** The calls that the filters let through, as a file for a spreadsheet. */
export function ExportCalls({ filters }: { readonly filters: CallFilters }) {
  return (
    <Button
      component="a"
      variant="default"
      href={`/api/v1/calls/export.csv${queryString(filterQuery(filters))}`}
      download
    >
      Export CSV
    </Button>
  );
}
