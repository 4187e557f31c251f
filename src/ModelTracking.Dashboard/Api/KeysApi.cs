using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Api;

/// <summary>Keys: administrators make and revoke any, managers those within what they manage.</summary>
internal static class KeysApi
{
    private const int MaxDays = 3660;
    private const int MaxGrants = 100;

    public static void Map(EndpointMap map, AccessKeys keys, TimeProvider time)
    {
        map.Read("/api/keys", context =>
        {
            var rights = Visitor.Of(context).Rights;
            return Answer.JsonAsync(context, [.. keys.List().Where(k => MayManage(rights, k.Grants)).Select(k => Of(k, time))], DashboardJson.Default.KeyDtoArray);
        });
        map.Change("/api/keys", AccessRole.Manager, async context =>
        {
            var visitor = Visitor.Of(context);
            RequireManager(visitor);
            var wanted = await Answer.BodyAsync(context, DashboardJson.Default.KeyWantedDto);
            var grants = Parse(wanted.Grants);
            if (wanted.Days is < 1 or > MaxDays)
            {
                throw ApiException.Bad($"'days' is a number from 1 to {MaxDays}, or left out for a key without an end.");
            }

            if (grants.FirstOrDefault(g => !visitor.Rights.MayGrant(g)) is { } beyond)
            {
                throw ApiException.Denied($"You may not hand out '{beyond}': managers give roles within what they manage, administrators any.");
            }

            visitor.Note("key.create", wanted.Name ?? "", string.Join(' ', grants));
            var made = keys.Create(wanted.Name ?? "", grants, wanted.Days is { } days ? time.GetUtcNow().AddDays(days) : null, visitor.Name, !visitor.Rights.IsAdministrator);
            await Answer.JsonAsync(context, new KeyMadeDto(Of(made.Key, time), made.Secret), DashboardJson.Default.KeyMadeDto);
        });
        map.Change("/api/keys/{id}/revoke", AccessRole.Manager, context =>
        {
            var visitor = Visitor.Of(context);
            RequireManager(visitor);
            var id = context.Request.RouteValues["id"] as string ?? "";
            if (keys.Get(id) is not { } key || !MayManage(visitor.Rights, key.Grants))
            {
                throw ApiException.NotFound("There is no such key.");
            }

            visitor.Note("key.revoke", $"{key.Name} (key {id})");
            keys.Revoke(id, visitor.Name);
            return Answer.JsonAsync(context, Of(keys.Get(id)!, time), DashboardJson.Default.KeyDto);
        });
    }

    private static void RequireManager(Visitor visitor)
    {
        if (!visitor.IsManager)
        {
            throw ApiException.Denied("Managers and administrators alone hand out keys.");
        }
    }

    private static bool MayManage(AccessRights rights, IReadOnlyList<AccessGrant> grants) => grants.All(rights.MayGrant);

    private static AccessGrant[] Parse(IReadOnlyList<string>? grants)
    {
        try
        {
            return grants is { Count: > 0 and <= MaxGrants } ? [.. grants.Select(AccessGrant.Parse)] : throw ApiException.Bad($"'grants' names 1 to {MaxGrants} roles, such as editor:experiment=digits.");
        }
        catch (FormatException exception)
        {
            throw ApiException.Bad(exception.Message);
        }
    }

    private static KeyDto Of(AccessKey key, TimeProvider time) => new(
        key.Id,
        key.Name,
        [.. key.Grants.Select(g => g.ToString())],
        RunMapping.Time(key.Created),
        key.CreatedBy,
        key.Expires is { } expires ? RunMapping.Time(expires) : null,
        key.Revoked is { } revoked ? RunMapping.Time(revoked) : null,
        key.LastUsed is { } used ? RunMapping.Time(used) : null,
        key.IsValidAt(time.GetUtcNow()));
}
