#!/usr/bin/env bash
# gtfs-realtime-bindings 2.2.0: what a feed does not say reads as a measurement. A vehicle without an
# occupancy_status is EMPTY (0), its occupancy_percentage 0 %, its bearing due north, its speed 0 m/s, and an arrival
# that has a time and no delay is on time to the second. A test for undefined, or `??`, does not see it;
# Object.hasOwn, JSON.stringify and FeedMessage.toObject do. A mean of such columns draws ridership to zero on
# every line whose vehicles do not count.
# Times are objects: times 1000 they are numbers, and plus a delay they are texts, "1764374400" + 60 =
# "176437440060", which is a valid date in the year 7561. Latitudes are of single precision.
# The specification has all of them optional, and a delay of 0 is a statement there: exactly on time.
# https://gtfs.org/documentation/realtime/reference/
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund gtfs-realtime-bindings@2.2.0
cat >show.mjs <<'JAVASCRIPT'
import assert from 'node:assert';
import bindings from 'gtfs-realtime-bindings';

const { FeedMessage, VehiclePosition } = bindings.transit_realtime;
const time = 1764374400;
const feed = FeedMessage.decode(
  FeedMessage.encode({
    header: { gtfsRealtimeVersion: '2.0', timestamp: time },
    entity: [
      { id: '1', vehicle: { trip: { tripId: 'a' }, position: { latitude: 52.520008, longitude: 13.404954 } } },
      { id: '2', tripUpdate: { trip: { tripId: 'a' }, stopTimeUpdate: [{ stopId: 's', arrival: { time } }] } },
    ],
  }).finish(),
);
const { vehicle } = feed.entity[0];
const { arrival } = feed.entity[1].tripUpdate.stopTimeUpdate[0];
const seen = {
  occupancyStatus: VehiclePosition.OccupancyStatus[vehicle.occupancyStatus ?? 'unknown'],
  occupancyPercentage: vehicle.occupancyPercentage ?? 'unknown',
  bearing: vehicle.position.bearing ?? 'unknown',
  speed: vehicle.position.speed ?? 'unknown',
  delay: arrival.delay ?? 'unknown',
};
console.log('of a feed that says none of it:', seen);
assert.deepEqual(
  seen,
  { occupancyStatus: 'EMPTY', occupancyPercentage: 0, bearing: 0, speed: 0, delay: 0 },
  'Not as it was: what is not said',
);
const said = ['occupancyStatus', 'occupancyPercentage'].filter((name) => Object.hasOwn(vehicle, name));
console.log('said of its occupancy:', said, JSON.stringify(vehicle));
assert.deepEqual(said, [], 'Not as it was: own members');

const minuteLater = arrival.time + 60;
console.log('a minute later:', minuteLater, new Date(minuteLater * 1000).toISOString());
console.log('latitude:', vehicle.position.latitude);
assert.equal(minuteLater, '176437440060', 'Not as it was: times');
assert.notEqual(vehicle.position.latitude, 52.520008, 'Not as it was: latitudes');
JAVASCRIPT
node show.mjs
