/** Fixtures that a true parser cannot pass; docs/conformance.md tells why, id by id. */
export function cannotPass(suite: string, id: string): boolean {
  return (
    suites[suite]?.some((entry) => (typeof entry === 'string' ? entry === id : entry.test(id))) ??
    false
  );
}

const SQS = 'sqs/test_sqs.py::TestSqsProvider::';
const EVENTS = 'events/test_events';
const SNS = 'sns/test_sns.py::';
const S3 = 's3/test_s3_notifications_';
const S3_MAIN = 's3/test_s3.py::TestS3::';
const S3_API = 's3/test_s3_api.py::TestS3Multipart::test_upload_part_copy_with_';
const S3_LISTS = 's3/test_s3_list_operations.py::TestS3List';

const suites: Record<string, readonly (string | RegExp)[]> = {
  'createError message': [/::test_map_state_label_(?:invalid_char|too_long)_fail/],
  'asl-validator': [
    'asl-validator/invalid-json-surround-syntax-extra-spaces.json',
    'asl-validator/invalid-jsonata-surround-syntax-no-spaces.json',
    'asl-validator/invalid-math-add.json',
    'asl-validator/valid-assign.asl.json',
    'asl-validator/valid-map-with-item-batcher-jsonata.json',
    'asl-validator/valid-path-array-context.json',
  ],
  services: [
    'events/test_archive_and_replay.py::TestReplay::tests_concurrency_error_too_many_active_replays',
    `${EVENTS}.py::TestEventBus::test_create_list_describe_delete_custom_event_buses[True-regions1]`,
    `${EVENTS}.py::TestEventBus::test_create_list_describe_delete_custom_event_buses[False-regions1]`,
    `${EVENTS}.py::TestEventBus::test_create_multiple_event_buses_same_name`,
    `${EVENTS}_tags.py::TestRuleTags::test_list_tags_for_deleted_rule`,
    `${EVENTS}_tags.py::test_recreate_tagged_resource_without_tags[rule-event_bus_custom]`,
    `${EVENTS}_tags.py::test_recreate_tagged_resource_without_tags[rule-event_bus_default]`,
    `${SQS}test_aws_trace_header_propagation[sqs]`,
    `${SQS}test_dead_letter_queue_message_attributes`,
    `${SQS}test_send_receive_wait_time_seconds[sqs]`,
    `${S3_MAIN}test_bucket_constraint_aws_global[us-west-1]`,
    `${S3_MAIN}test_create_bucket_aws_global`,
    `${S3_MAIN}test_delete_non_existing_keys`,
    `${S3_MAIN}test_delete_objects_encoding`,
    `${S3_MAIN}test_s3_copy_tagging_directive[REPLACE]`,
    `${S3_MAIN}test_s3_put_more_than_1000_items`,
    `${S3_MAIN}test_s3_put_object_versioned`,
    `${S3_MAIN}test_s3_uppercase_key_names`,
    `${S3_MAIN}test_system_metadata_with_unicode`,
    `${S3_API}copy_source_if_none_match_and_if_unmodified_since_match_failed`,
    `${S3_API}copy_source_if_unmodified_since_match_failed`,
    `${S3_API}if_modified_since_failed`,
    `${S3_LISTS}MultipartUploads::test_list_multiparts_next_marker`,
    `${S3_LISTS}ObjectVersions::test_list_objects_versions_with_prefix_only_and_pagination`,
    `${S3_LISTS}Parts::test_list_parts_via_object_attrs_pagination`,
    `${S3_LISTS}ObjectsV2::test_list_ops_encoding_type_validation[list_object_versions]`,
    `${SNS}TestSNSMultiRegions::test_cross_region_access`,
    `${SNS}TestSNSMultiRegions::test_cross_region_delivery_sqs`,
    `${SNS}TestSNSPublishCrud::test_topic_publish_another_region`,
    `${SNS}TestSNSSubscriptionSQS::test_publish_sqs_from_sns_with_xray_propagation`,
    `${SNS}TestSNSTopicCrud::test_tags_removed_after_deletion`,
    `${SNS}TestSNSSubscriptionCrudV2::test_unsubscribe_from_deleted_topic`,
    `${S3}eventbridge.py::TestS3NotificationsToEventBridge::test_object_created_put_in_different_region`,
    `${S3}eventbridge.py::TestS3NotificationsToEventBridge::test_object_created_put_versioned`,
    `${S3}sns.py::TestS3NotificationsToSns::test_invalid_topic_arn`,
    `${S3}sqs.py::TestS3NotificationsToSQS::test_object_created_complete_multipart_upload`,
  ],
  'amazon-states-language-service': ['aslls/25', 'aslls/70'],
  'asl-corpus': [
    '055f8a9f55c4',
    '29568e7bc3d4',
    '310b3c9341e1',
    '33305cfab9e2',
    '345bbd00be1d',
    '4227aec347f4',
    '5e93c8a4e281',
    '645d3df68486',
    '6895e95aa9ad',
    '732498eb5932',
    '7be2c04103a1',
    'a9cb59a4459b',
  ],
};
