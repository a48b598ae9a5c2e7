using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations;

/// <summary>Counts what happens in a project by day, and finds what people did without what programs do all day. The log as it is fills the counts.</summary>
public partial class DailySums : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "DailySums",
            columns: table => new
            {
                Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                ProjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                Deliveries = table.Column<long>(type: "INTEGER", nullable: false),
                Refusals = table.Column<long>(type: "INTEGER", nullable: false),
                Changes = table.Column<long>(type: "INTEGER", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_DailySums", x => new { x.Day, x.ProjectId }));

        migrationBuilder.CreateIndex(
            name: "IX_Audit_Deeds",
            table: "Audit",
            columns: ["ProjectId", "Seq"],
            filter: "\"Action\" NOT IN ('secrets.delivered', 'secrets.delivered_again', 'token.refused', 'access.refused')");

        // what was repeated and put on record together counts as often as it happened; a body that was altered past the program counts once
        migrationBuilder.Sql("""
            INSERT INTO "DailySums" ("Day", "ProjectId", "Deliveries", "Refusals", "Changes")
            SELECT "Day", "ProjectId",
                SUM(CASE WHEN NOT "Refused" AND "Delivered" THEN "Times" ELSE 0 END),
                SUM(CASE WHEN "Refused" THEN "Times" ELSE 0 END),
                SUM(CASE WHEN "Refused" OR "Delivered" THEN 0 ELSE 1 END)
            FROM (
                SELECT substr("Time", 1, 10) AS "Day", COALESCE("ProjectId", '00000000-0000-0000-0000-000000000000') AS "ProjectId",
                    "Outcome" IN ('denied', 'failed') AS "Refused", "Action" IN ('secrets.delivered', 'secrets.delivered_again') AS "Delivered",
                    CASE WHEN json_valid(CAST("Body" AS TEXT)) THEN COALESCE(json_extract(CAST("Body" AS TEXT), '$.reads.count'), 1) ELSE 1 END AS "Times"
                FROM "Audit")
            GROUP BY "Day", "ProjectId";
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "DailySums");
        migrationBuilder.DropIndex(name: "IX_Audit_Deeds", table: "Audit");
    }
}
