-- What the job of Transform Data does: from input/*.csv to what the model learns from, is judged by and
-- predicts. Columns, types and the date's format are said here, and nothing is guessed from the data:
-- a row that does not fit goes to rejected.csv with the reason, and moves no other row.
--
-- Parameters: today, and known_until, the last day that the model in use has seen (or no date).

SET VARIABLE known_until = try_cast(getvariable('known_until') AS DATE);
SET VARIABLE today = CAST(getvariable('today') AS DATE);
SET VARIABLE header = 'date,ridership,temp_min,temp,temp_max,precip,precip_max,wind,wind_max,gust_max,'
  || 'weather_rain,weather_snow,weather_cloud,weather_storm';

-- --- Reading -------------------------------------------------------------------------------------
-- Each file line by line. One that is no UTF-8 is one line that is rejected.
CREATE TEMP TABLE lines AS
WITH files AS (
  SELECT parse_filename(filename) AS file, try(decode(content)) AS text
  FROM read_blob('input/*.csv')
), split AS (
  SELECT file, text, string_split(replace(ltrim(text, chr(65279)), chr(13), ''), chr(10)) AS rows
  FROM files
), numbered AS (
  SELECT file, replace(trim(rows[1]), '"', '') AS header, unnest(rows) AS row, generate_subscripts(rows, 1) AS line
  FROM split WHERE text IS NOT NULL
)
SELECT * FROM numbered WHERE line > 1 AND trim(row) != ''
UNION ALL
SELECT file, NULL, NULL, 0 FROM files WHERE text IS NULL;

-- Each row alone. A day to come has no ridership yet, and any day may lack its weather.
CREATE TEMP TABLE rows AS
WITH fields AS (
  SELECT *, list_transform(string_split(row, ','), field -> nullif(trim(field, ' "'), '')) AS f
  FROM lines
), typed AS (
  SELECT *,
    CAST(try_strptime(f[1], '%Y-%m-%d') AS DATE) AS day,
    CASE WHEN regexp_full_match(f[2], '[0-9]{1,9}') THEN CAST(f[2] AS BIGINT) END AS ridership,
    try_cast(f[3] AS DOUBLE) AS temp_min,
    try_cast(f[4] AS DOUBLE) AS temp,
    try_cast(f[5] AS DOUBLE) AS temp_max,
    try_cast(f[6] AS DOUBLE) AS precip,
    try_cast(f[7] AS DOUBLE) AS precip_max,
    try_cast(f[8] AS DOUBLE) AS wind,
    try_cast(f[9] AS DOUBLE) AS wind_max,
    try_cast(f[10] AS DOUBLE) AS gust_max,
    list_transform(f[11:14], share -> try_cast(share AS DOUBLE)) AS shares
  FROM fields
)
SELECT *, CASE
  WHEN row IS NULL THEN 'not a text file'
  WHEN header != getvariable('header') THEN 'the file has other columns'
  WHEN len(f) != 14 THEN 'not 14 columns'
  WHEN day IS NULL THEN 'no date'
  WHEN f[2] IS NOT NULL AND ridership IS NULL THEN 'ridership is no count'
  WHEN ridership IS NOT NULL AND day > getvariable('today') THEN 'the day has not been yet'
  -- Degrees Fahrenheit, inches, miles per hour.
  WHEN NOT coalesce(
      temp_min BETWEEN -60 AND temp AND temp_max BETWEEN temp AND 130, list_count(f[3:5]) = 0)
    THEN 'no such temperature'
  WHEN NOT coalesce(
      precip BETWEEN 0 AND precip_max AND precip_max <= 2.5, list_count(f[6:7]) = 0)
    THEN 'no such precipitation'
  -- A gust of 0 was not reported.
  WHEN NOT coalesce(
      wind BETWEEN 0 AND wind_max AND wind_max <= 100 AND gust_max BETWEEN 0 AND 150,
      list_count(f[8:10]) = 0)
    THEN 'no such wind'
  WHEN list_count(shares) != list_count(f[11:14]) OR NOT coalesce(list_min(shares) >= 0, true)
      OR NOT coalesce(list_max(shares) <= 1, true)
    THEN 'no such weather'
END AS reason
FROM typed;

-- --- Calendar ------------------------------------------------------------------------------------
-- The days with rows, good or bad, and the four weeks after the last one with a count. And which of them
-- are days on which offices close or are half empty, by the rules of the holidays of the United States:
-- https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/
CREATE TEMP TABLE calendar AS
WITH days AS (
  SELECT DISTINCT day FROM rows WHERE reason IS NULL OR day <= getvariable('today')
  UNION
  SELECT day + CAST(ahead AS INTEGER)
  FROM (SELECT max(day) AS day FROM rows WHERE reason IS NULL AND ridership IS NOT NULL),
    range(1, 29) AS ahead(ahead)
), parts AS (
  SELECT day, isodow(day) AS weekday, month(day) AS month, day(day) AS of_month,
    strftime(day, '%m-%d') AS date
  FROM days
)
SELECT day, weekday, CASE
  WHEN weekday > 5 THEN CASE WHEN date >= '12-23' OR date <= '01-02' THEN 'quiet weekend' END
  -- New Year's Day, Independence Day and Christmas; on a Saturday or Sunday the day next to it.
  WHEN date IN ('01-01', '07-04', '12-25') THEN 'closed'
  WHEN weekday = 1 AND date IN ('01-02', '07-05', '12-26') THEN 'closed'
  WHEN weekday = 5 AND date IN ('12-31', '07-03', '12-24') THEN 'closed'
  -- Memorial Day, Labor Day, Thanksgiving.
  WHEN weekday = 1 AND month = 5 AND of_month >= 25 THEN 'closed'
  WHEN weekday = 1 AND month = 9 AND of_month <= 7 THEN 'closed'
  WHEN weekday = 4 AND month = 11 AND of_month BETWEEN 22 AND 28 THEN 'closed'
  -- Martin Luther King's and Washington's Birthday, and the Friday after a holiday.
  WHEN weekday = 1 AND month IN (1, 2) AND of_month BETWEEN 15 AND 21 THEN 'half'
  WHEN weekday = 5 AND month = 11 AND of_month BETWEEN 23 AND 29 THEN 'half'
  WHEN weekday = 5 AND date IN ('01-02', '07-05') THEN 'half'
  WHEN date IN ('12-24', '12-26', '12-31') THEN 'half'
  -- Columbus Day, Veterans Day, Juneteenth, and the days around Christmas.
  WHEN weekday = 1 AND month = 10 AND of_month BETWEEN 8 AND 14 THEN 'light'
  WHEN date = '11-11' OR date = '06-19' AND year(day) >= 2021 THEN 'light'
  WHEN date >= '12-22' OR date IN ('01-02', '01-03') THEN 'light'
END AS holiday
FROM parts;

-- --- Judging -------------------------------------------------------------------------------------
-- Each row with a count beside the others.
CREATE TEMP TABLE counts AS
WITH beside AS (
  SELECT rows.* EXCLUDE (reason), holiday,
    count(DISTINCT f) OVER of_day AS versions,
    row_number() OVER (PARTITION BY day ORDER BY file, line) AS nth,
    lag(day) OVER before AS last_day,
    lag(ridership) OVER before AS last_ridership,
    lag([temp_min, temp, temp_max, wind]) OVER before AS last_weather,
    row_number() OVER before AS rank,
    min(day) OVER (PARTITION BY ridership, temp_min, temp, temp_max) AS first_alike,
    median(ridership) FILTER (holiday IS NULL) OVER (
      PARTITION BY weekday ORDER BY day
      RANGE BETWEEN INTERVAL 365 DAY PRECEDING AND INTERVAL 1 DAY PRECEDING
    ) AS usual
  FROM rows JOIN calendar USING (day)
  WHERE reason IS NULL AND ridership IS NOT NULL
  WINDOW of_day AS (PARTITION BY day), before AS (ORDER BY day, file, line)
)
SELECT *, CASE
  WHEN versions > 1 THEN 'another row says otherwise of the day'
  WHEN nth > 1 THEN 'the same row again'
  WHEN ridership = last_ridership THEN 'as many as the day before'
  WHEN [temp_min, temp, temp_max, wind] = last_weather AND temp IS NOT NULL
    THEN 'the weather of the day before'
  WHEN first_alike < day THEN 'a copy of ' || first_alike
  WHEN ridership > 3 * usual OR holiday IS NULL AND ridership < usual / 3
    THEN 'unlike the same weekdays of the year before'
  WHEN day - last_day > 42 AND rank > 100 THEN 'more than six weeks after the day before it'
END AS reason
FROM beside;

CREATE TEMP TABLE rejected AS
SELECT file, line, day, reason, row FROM rows WHERE reason IS NOT NULL
UNION ALL
SELECT file, line, day, reason, row FROM counts WHERE reason IS NOT NULL;

-- --- Features ------------------------------------------------------------------------------------
-- Rides in thousands, so that label and features are of one size. All that a row has is known a week
-- before its day, but for the weather: where that is missing it is as usual in its month.
CREATE TEMP TABLE features AS
WITH good AS (
  SELECT day, ridership, temp, precip_max FROM counts WHERE reason IS NULL
), forecasts AS (
  SELECT day, last(temp ORDER BY file, line) AS temp, last(precip_max ORDER BY file, line) AS precip_max
  FROM rows WHERE reason IS NULL AND ridership IS NULL GROUP BY day
), usual AS (
  SELECT month(day) AS month, avg(temp) AS temp, avg(precip_max) AS precip_max
  FROM good WHERE day <= coalesce(getvariable('known_until'), day) GROUP BY month
), days AS (
  SELECT calendar.*, ridership,
    coalesce(good.temp, forecasts.temp) AS measured,
    coalesce(good.temp, forecasts.temp, usual.temp, 0) AS temp,
    coalesce(good.precip_max, forecasts.precip_max, usual.precip_max, 0) AS precip,
    usual.temp AS usual_temp,
    2 * pi() * dayofyear(calendar.day) / 365.25 AS season,
    avg(ridership) FILTER (holiday IS NULL) OVER (
      PARTITION BY weekday ORDER BY calendar.day
      RANGE BETWEEN INTERVAL 35 DAY PRECEDING AND INTERVAL 7 DAY PRECEDING
    ) AS lately,
    any_value(ridership) OVER (
      PARTITION BY weekday ORDER BY calendar.day
      RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND INTERVAL 7 DAY PRECEDING
    ) AS week_before,
    avg(ridership) FILTER (holiday IS NULL) OVER (PARTITION BY weekday) AS ever
  FROM calendar LEFT JOIN good USING (day) LEFT JOIN forecasts USING (day)
    LEFT JOIN usual ON usual.month = month(calendar.day)
)
SELECT day, ridership / 1000 AS label, week_before / 1000 AS naive, lately IS NOT NULL AS is_complete,
  coalesce(abs(measured - usual_temp) > 20, false) AS is_unusual,
  -- One day in five is kept from the model, always the same ones: all weekdays alike.
  (day - DATE '2000-01-01') % 5 = 0 AS is_held_out,
  [
    (weekday = 2)::DOUBLE, (weekday = 3)::DOUBLE, (weekday = 4)::DOUBLE, (weekday = 5)::DOUBLE,
    (weekday = 6)::DOUBLE, (weekday = 7)::DOUBLE,
    coalesce(holiday = 'closed', false)::DOUBLE, coalesce(holiday = 'half', false)::DOUBLE,
    coalesce(holiday = 'light', false)::DOUBLE, coalesce(holiday = 'quiet weekend', false)::DOUBLE,
    temp / 100, precip, coalesce(lately, ever, 0) / 1000, sin(season), cos(season)
  ] AS x
FROM days;

-- Two years are learned from.
CREATE TEMP TABLE examples AS
SELECT * FROM features
WHERE label IS NOT NULL AND is_complete
  AND day > (SELECT max(day) FROM features WHERE label IS NOT NULL AND is_complete) - 730;

SELECT CASE WHEN count(*) < 200 THEN
  error('Of raw/ only ' || count(*) || ' days can be learned from, and 200 are needed. '
    || (SELECT count(*) FROM rejected) || ' rows are rejected.')
END FROM examples;

-- --- Writing -------------------------------------------------------------------------------------
-- The label first and no header, as linear-learner takes it.
CREATE TEMP MACRO csv(label, x) AS label || ',' || array_to_string(x, ',');

COPY (SELECT csv(label, x) FROM examples WHERE NOT is_held_out ORDER BY day)
TO 'output/train.csv' (HEADER false, QUOTE '', ESCAPE '', DELIMITER '|');

-- What came after the model in use does not judge it: it may be wrong.
CREATE TEMP TABLE judges AS
SELECT * FROM examples
WHERE is_held_out AND day <= coalesce(getvariable('known_until'), day);

COPY (SELECT csv(label, x) FROM judges ORDER BY day)
TO 'output/validation.csv' (HEADER false, QUOTE '', ESCAPE '', DELIMITER '|');

-- The days that are new: of the last fourteen with rows, how each is.
COPY (
  SELECT CAST(day AS TEXT) AS day,
    CASE WHEN label IS NULL THEN 'REJECTED' WHEN is_unusual THEN 'UNUSUAL' ELSE 'GOOD' END AS state,
    label, x
  FROM features
  WHERE day > coalesce(getvariable('known_until'), day)
    AND (label IS NOT NULL OR day IN (SELECT day FROM rejected))
  ORDER BY day DESC LIMIT 14
) TO 'output/new.json' (FORMAT json, ARRAY true);

COPY (
  SELECT CAST(day AS TEXT) AS day, x FROM features
  WHERE day > (SELECT max(day) FROM examples) AND label IS NULL
  ORDER BY day LIMIT 28
) TO 'output/days.json' (FORMAT json, ARRAY true);

COPY (SELECT file, line, reason, row FROM rejected ORDER BY file, line)
TO 'output/rejected.csv' (HEADER true);

COPY (
  SELECT (SELECT count(*) FROM examples) AS examples, (SELECT count(*) FROM rejected) AS rejected,
    (SELECT CAST(max(day) AS TEXT) FROM examples) AS known_until,
    sqrt(avg((label - naive) ** 2)) AS naive_rmse
  FROM judges
) TO 'output/summary.json' (FORMAT json);
