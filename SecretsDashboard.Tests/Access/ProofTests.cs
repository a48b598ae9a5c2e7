using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>
/// Each deed of the matrix by someone who may, in a session that was confirmed too long ago: it asks for proof and leaves nothing behind, unless
/// it is named among those that need none. What a new deed of a store does cannot be undone until somebody says otherwise.
/// </summary>
public sealed class ProofTests : DatabaseTest
{
    [Fact]
    public async Task EveryDeed_LongAfterTheProof_AsksForItOrIsNamed()
    {
        var (manager, outsider) = (await Callers.OwnerAsync(), await Callers.OwnerAsync());
        var wrong = new List<string>();
        foreach (var (deed, number) in MatrixDeed.All.Select((deed, number) => (deed, number)))
        {
            var place = await MatrixPlace.MakeAsync(Database, Callers, Given, manager, $"place-{number}");
            var caller = deed.Needs == Permission.JoinProject ? outsider : manager;
            await ConfirmedAsync(caller, Time.Now - Session.Confirmed);
            var before = (await AuditAsync()).Count;

            var isAsked = await Record.ExceptionAsync(() => deed.Call(place, caller)) is ConfirmationNeededException;

            if (isAsked == (MatrixDeed.WithoutProof.Contains(deed.Method) && !deed.Lifts))
            {
                wrong.Add($"{deed}: {(isAsked ? "asked for proof" : "done without proof")}");
            }
            if (isAsked && (await AuditAsync()).Count != before)
            {
                wrong.Add($"{deed}: asked for proof and did something");
            }
            await ConfirmedAsync(caller, Time.Now);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private Task<int> ConfirmedAsync(Caller caller, DateTime at) => Database.Gate.WriteAsync(
        db => db.Sessions.Where(row => row.Id == caller.SessionId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedAt, at)), None);
}
