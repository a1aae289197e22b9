import { Navigate, Route, Routes } from 'react-router';
import { CallPage } from '../calls/call-page.js';
import { CallsPage } from '../calls/calls-page.js';
import { IncidentPage } from '../incidents/incident-page.js';
import { IncidentsPage } from '../incidents/incidents-page.js';
import { EditLinePage } from '../lines/edit-line-page.js';
import { LinePage } from '../lines/line-page.js';
import { LinesPage } from '../lines/lines-page.js';
import { NewLinePage } from '../lines/new-line-page.js';
import { OnCallPage } from '../oncall/on-call-page.js';
import { ReadinessPage } from '../readiness/readiness-page.js';
import { setupRoutes } from '../setup/setup-routes.js';
import { NotFoundPage } from './not-found-page.js';
import { ProfilePage } from './profile-page.js';
import { RequireSession } from './require-session.js';
import { Shell } from './shell.js';
import { SignInPage } from './sign-in-page.js';

export function AppRoutes() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route element={<RequireSession />}>
        <Route element={<Shell />}>
          <Route index element={<Navigate to="/calls" replace />} />
          <Route path="/calls" element={<CallsPage />} />
          <Route path="/calls/:id" element={<CallPage />} />
          <Route path="/incidents" element={<IncidentsPage />} />
          <Route path="/incidents/:id" element={<IncidentPage />} />
          <Route path="/on-call" element={<OnCallPage />} />
          <Route path="/lines" element={<LinesPage />} />
          <Route path="/lines/new" element={<NewLinePage />} />
          <Route path="/lines/:id" element={<LinePage />} />
          <Route path="/lines/:id/edit" element={<EditLinePage />} />
          <Route path="/readiness" element={<ReadinessPage />} />
          <Route path="/profile" element={<ProfilePage />} />
          {setupRoutes}
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Route>
    </Routes>
  );
}
