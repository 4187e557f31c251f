using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Api;
using ModelTracking.Reading;
using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard;

/// <summary>
/// A store as one visitor may see and change it. What they may not see is as if it were not there; what they may see and
/// not change is refused, once it has been found. Thread-safe.
/// </summary>
internal sealed class StoreView(DashboardSource source, Visitor visitor)
{
    /// <summary>Reads the runs that the visitor may see.</summary>
    public IRunReader Runs { get; } = visitor.Rights.SeesAllExperiments ? source.All : source.All.OnlyExperiments(e => visitor.Rights.OnExperiment(e) is not null);

    /// <summary>Equal for visitors who see the same.</summary>
    public string Scope => visitor.Rights.SeesAllExperiments ? "" : visitor.Rights.ToString();

    public Visitor Visitor => visitor;

    /// <summary>The registered models that the visitor may see.</summary>
    public IEnumerable<RegisteredModel> Models => (source.Versions?.Models.List() ?? []).Where(m => visitor.Rights.OnModel(m.Name) is not null);

    /// <summary>The repositories that the visitor may see: rights on a model hold for the repository of its name.</summary>
    public IEnumerable<Repository> Repositories => (source.Versions?.Repositories ?? []).Where(r => visitor.Rights.OnModel(r) is not null).Select(r => source.Versions!.Repository(r));

    /// <summary>A run, for a role on it.</summary>
    /// <exception cref="ApiException">There is none that the visitor may see, or they lack the role.</exception>
    public async Task<RunSummary> RunAsync(RunId id, AccessRole needs, CancellationToken cancellationToken)
    {
        var run = await RunApi.FindAsync(Runs, id, cancellationToken);
        Require(visitor.Rights.OnExperiment(run.Experiment), needs, $"the experiment '{run.Experiment}'");
        return run;
    }

    /// <summary>A registered model, for a role on it.</summary>
    /// <exception cref="ApiException">There is none that the visitor may see, or they lack the role.</exception>
    public RegisteredModel Model(HttpContext context, AccessRole needs)
    {
        var name = context.Request.RouteValues["name"] as string ?? "";
        var role = visitor.Rights.OnModel(name);
        var model = role is null ? null : source.Versions?.Models.Find(name);
        if (model is null)
        {
            throw ApiException.NotFound("There is no such model.");
        }

        if (needs != AccessRole.Approver)
        {
            Require(role, needs, $"the model '{name}'");
        }
        else if (!visitor.Rights.MayApprove(name))
        {
            throw ApiException.Denied($"Approvers of the model '{name}' alone may do that.");
        }

        return model;
    }

    /// <summary>A repository that the visitor may see.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public Repository Repository(HttpContext context)
    {
        var name = context.Request.RouteValues["name"] as string ?? "";
        return visitor.Rights.OnModel(name) is not null && source.Versions?.Repositories.Contains(name) == true
            ? source.Versions.Repository(name)
            : throw ApiException.NotFound("There is no such repository.");
    }

    public TreeDiff Diff(ModelVersion before, ModelVersion after) => source.Versions!.Models.Diff(before, after);

    private static void Require(AccessRole? has, AccessRole needs, string what)
    {
        if (has is null || has < needs)
        {
            throw ApiException.Denied($"You may see {what}, and take the role of {(needs == AccessRole.Editor ? "an editor" : "a manager")} to do that. An administrator of the dashboard gives it.");
        }
    }
}
