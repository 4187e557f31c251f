using System.Text.Json.Serialization;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Everything in a journal that is JSON. NaN and infinity are written as text, enums by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(MetricSummaryJson)])]
[JsonSerializable(typeof(TrackingRecord))]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(SegmentHeader))]
[JsonSerializable(typeof(SealedHeader))]
[JsonSerializable(typeof(string))]
internal sealed partial class JournalJson : JsonSerializerContext;
