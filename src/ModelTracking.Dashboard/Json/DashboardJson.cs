using System.Text.Json.Serialization;

namespace ModelTracking.Dashboard.Json;

/// <summary>What goes over the wire. NaN and infinity are texts, times milliseconds since 1970.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    MaxDepth = 16)]
[JsonSerializable(typeof(AboutDto))]
[JsonSerializable(typeof(ProblemDto))]
[JsonSerializable(typeof(FieldsDto))]
[JsonSerializable(typeof(ExperimentsDto))]
[JsonSerializable(typeof(RunDto))]
[JsonSerializable(typeof(RunDto[]))]
[JsonSerializable(typeof(NestedDto))]
[JsonSerializable(typeof(LinesDto))]
[JsonSerializable(typeof(ModelDto[]))]
[JsonSerializable(typeof(ModelDto))]
[JsonSerializable(typeof(DiffDto))]
[JsonSerializable(typeof(HistoryDto))]
[JsonSerializable(typeof(RepositoryDto[]))]
[JsonSerializable(typeof(ModelChangeDto))]
[JsonSerializable(typeof(TableDto))]
[JsonSerializable(typeof(StoreEventDto))]
[JsonSerializable(typeof(SeriesHeadDto[]))]
[JsonSerializable(typeof(ComparisonDto))]
[JsonSerializable(typeof(GraphDto))]
[JsonSerializable(typeof(RunVersionsDto))]
[JsonSerializable(typeof(ImportanceDto))]
[JsonSerializable(typeof(CurvesDto))]
[JsonSerializable(typeof(MetricNamesDto))]
[JsonSerializable(typeof(LivePointsDto))]
[JsonSerializable(typeof(SavedDto))]
[JsonSerializable(typeof(RunEditDto))]
[JsonSerializable(typeof(CommentDto[]))]
[JsonSerializable(typeof(CommentWantedDto))]
[JsonSerializable(typeof(CommentRemovedDto))]
[JsonSerializable(typeof(KeyDto))]
[JsonSerializable(typeof(KeyDto[]))]
[JsonSerializable(typeof(KeyWantedDto))]
[JsonSerializable(typeof(KeyMadeDto))]
[JsonSerializable(typeof(AuditDto))]
[JsonSerializable(typeof(RowsDto))]
[JsonSerializable(typeof(GroupsDto))]
[JsonSerializable(typeof(ViewDto))]
[JsonSerializable(typeof(ViewDto[]))]
[JsonSerializable(typeof(ViewWantedDto))]
[JsonSerializable(typeof(ReportDto))]
[JsonSerializable(typeof(ReportDto[]))]
[JsonSerializable(typeof(ReportVersionDto[]))]
[JsonSerializable(typeof(ReportWantedDto))]
internal sealed partial class DashboardJson : JsonSerializerContext;
