using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard.Api;

/// <summary>Registered models and the history of repositories.</summary>
internal static class ModelsApi
{
    public static void Map(EndpointMap map, DashboardSource source)
    {
        map.Read("/api/models", context => Answer.JsonAsync(
            context, [.. source.For(context).Models.Select(m => ModelMapping.Of(m, isWhole: false))], DashboardJson.Default.ModelDtoArray));
        map.Read("/api/models/{name}", context => Answer.JsonAsync(context, ModelMapping.Of(source.For(context).Model(context, AccessRole.Reader), isWhole: true), DashboardJson.Default.ModelDto));
        map.Read("/api/models/{name}/diff", context =>
        {
            var view = source.For(context);
            var model = view.Model(context, AccessRole.Reader);
            var (before, after) = (Version(model, context, "before"), Version(model, context, "after"));
            return Answer.JsonAsync(context, ModelMapping.Of(view.Diff(before, after)), DashboardJson.Default.DiffDto);
        });
        map.Read("/api/history", context => Answer.JsonAsync(
            context, [.. source.For(context).Repositories.Select(ModelMapping.Short)], DashboardJson.Default.RepositoryDtoArray));
        map.Read("/api/history/{name}", context => Answer.JsonAsync(context, ModelMapping.Of(source.For(context).Repository(context)), DashboardJson.Default.HistoryDto));
        map.Read("/api/history/{name}/diff", context =>
        {
            var repository = source.For(context).Repository(context);
            var diff = repository.Diff(Ask.Text(context, "before", Limits.KeyLength), Ask.Text(context, "after", Limits.KeyLength));
            return Answer.JsonAsync(context, ModelMapping.Of(diff), DashboardJson.Default.DiffDto);
        });

        Change("alias", AccessRole.Manager, false, (model, change, _) => Version(model, change).Promote(Need(change.Alias, "alias"), change.Comment));
        Change("remove-alias", AccessRole.Manager, false, (model, change, _) => model.RemoveAlias(Need(change.Alias, "alias"), change.Comment));
        Change("stage", AccessRole.Manager, false, (model, change, _) => Version(model, change).SetStage(Need(change.Stage, "stage"), change.Comment));
        Change("request-approval", AccessRole.Editor, false, (model, change, _) => Version(model, change).RequestApproval(change.Comment));
        Change("approve", AccessRole.Approver, true, (model, change, by) => Version(model, change).Approve(change.Comment, by));
        Change("reject", AccessRole.Approver, true, (model, change, by) => Version(model, change).Reject(Need(change.Comment, "comment"), by));
        Change("rollback", AccessRole.Manager, true, (model, change, _) => model.Rollback(Need(change.Alias, "alias"), Need(change.Comment, "comment")));
        Change("comment", AccessRole.Editor, false, (model, change, by) => model.Comment(Need(change.Comment, "comment"), change.Version, by));
        Change("describe", AccessRole.Editor, false, (model, change, _) => Describe(model, change));

        void Change(string what, AccessRole needs, bool isApproval, Action<RegisteredModel, ModelChangeDto, string?> apply) => map.Change($"/api/models/{{name}}/{what}", needs, async context =>
        {
            var view = source.For(context);
            var model = view.Model(context, needs);
            var change = await Answer.BodyAsync(context, DashboardJson.Default.ModelChangeDto);
            Check(change);
            if (what == "rollback")
            {
                Need(change.Comment, "comment");
            }

            var by = view.Visitor.Name;
            view.Visitor.Note($"model.{what}", $"model {model.Name}{(change.Version is { } version ? $"/{version}" : "")}", Summary(change));
            apply(model, change with { Comment = what is "approve" or "reject" or "comment" ? change.Comment : Signed(change.Comment, by) }, by);
            await Answer.JsonAsync(context, ModelMapping.Of(model, isWhole: true), DashboardJson.Default.ModelDto);
        }, isApproval);
    }

    private static string? Summary(ModelChangeDto change) =>
        string.Join(", ", new[] { change.Alias, change.Stage, change.Comment, change.Description }.Where(t => !string.IsNullOrEmpty(t))) is { Length: > 0 } text ? text : null;

    // The history names the store's author, who is the app; that it was this user stands in the comment.
    private static string? Signed(string? comment, string? by) =>
        by is null ? comment : string.IsNullOrWhiteSpace(comment) ? $"by {by}" : $"{comment} (by {by})";

    private static void Describe(RegisteredModel model, ModelChangeDto change)
    {
        var text = Need(change.Description, "description");
        if (change.Version is null)
        {
            model.Describe(text);
        }
        else
        {
            Version(model, change).Describe(text);
        }
    }

    private static ModelVersion Version(RegisteredModel model, HttpContext context, string name) =>
        model.Version(Ask.Number(context, name, 0, 1, int.MaxValue));

    private static ModelVersion Version(RegisteredModel model, ModelChangeDto change) =>
        model.Version(change.Version ?? throw ApiException.Bad("'version' says which version is meant."));

    private static string Need(string? text, string name) =>
        string.IsNullOrWhiteSpace(text) ? throw ApiException.Bad($"'{name}' is missing.") : text;

    private static void Check(ModelChangeDto change)
    {
        if (new[] { change.Alias, change.Stage, change.Comment, change.Description }.Any(t => t?.Length > Limits.Commented))
        {
            throw ApiException.Bad($"A text is longer than {Limits.Commented} characters.");
        }
    }
}
