"""The store's tables, as numbered steps; a step once released is never edited, only followed.

The SQL is what an embedded file and a DuckLake both understand: no keys, no unique or check
constraints, no sequences, no enumerations, no indexes, no RETURNING, no ON CONFLICT. What those
would guarantee is done in `write.py` under the write lock, and a test asks for it.

Rows are only ever added, but for names and addresses that are erased (steps 6 and 8). A figure that
changes gets a further revision, a submission taken back gets a withdrawal beside it. `number` is
the order of storing, from 1 without gaps, in each of the tables that have it. Times are UTC without
a zone. "" where there is no text; NULL where there is no figure.
"""

MIGRATIONS = {
    1: """
        CREATE TABLE schema_version (
            version BIGINT NOT NULL,
            applied_at TIMESTAMP NOT NULL
        );
        CREATE TABLE submission (
            number BIGINT NOT NULL,
            submission_id VARCHAR NOT NULL,
            provenance VARCHAR NOT NULL,
            file_name VARCHAR NOT NULL,
            sha256 VARCHAR NOT NULL,
            submitted_by VARCHAR NOT NULL,
            note VARCHAR NOT NULL,
            recorded_at TIMESTAMP NOT NULL,
            new BIGINT NOT NULL,
            restated BIGINT NOT NULL,
            unchanged BIGINT NOT NULL
        );
        CREATE TABLE withdrawal (
            submission_id VARCHAR NOT NULL,
            withdrawn_at TIMESTAMP NOT NULL,
            withdrawn_by VARCHAR NOT NULL,
            withdrawn_why VARCHAR NOT NULL
        );
        CREATE TABLE revision (
            number BIGINT NOT NULL,
            submission_id VARCHAR NOT NULL,
            known_at TIMESTAMP NOT NULL,
            measure_id VARCHAR NOT NULL,
            period_id VARCHAR NOT NULL,
            area VARCHAR NOT NULL,
            breakdown VARCHAR NOT NULL,
            category VARCHAR NOT NULL,
            frequency VARCHAR NOT NULL,
            period_start TIMESTAMP NOT NULL,
            period_end TIMESTAMP NOT NULL,
            outturn DOUBLE,
            numerator DOUBLE,
            denominator DOUBLE,
            marker VARCHAR NOT NULL,
            commentary VARCHAR NOT NULL,
            sheet VARCHAR NOT NULL,
            cell VARCHAR NOT NULL
        );
        CREATE TABLE audit (
            number BIGINT NOT NULL,
            recorded_at TIMESTAMP NOT NULL,
            who VARCHAR NOT NULL,
            action VARCHAR NOT NULL,
            submission_id VARCHAR NOT NULL,
            what VARCHAR NOT NULL
        );
    """,
    # Sign-off and releases, remarks, mappings of foreign layouts, activities.
    2: """
        CREATE TABLE approval (
            number BIGINT NOT NULL,
            submission_id VARCHAR NOT NULL,
            approved_at TIMESTAMP NOT NULL,
            approved_by VARCHAR NOT NULL,
            note VARCHAR NOT NULL
        );
        CREATE TABLE statement (
            submission_id VARCHAR NOT NULL,
            reason VARCHAR NOT NULL,
            warnings_note VARCHAR NOT NULL
        );
        CREATE TABLE release (
            number BIGINT NOT NULL,
            quarter_id VARCHAR NOT NULL,
            published_at TIMESTAMP NOT NULL,
            published_by VARCHAR NOT NULL,
            note VARCHAR NOT NULL
        );
        CREATE TABLE release_figure (
            release_number BIGINT NOT NULL,
            revision_number BIGINT NOT NULL,
            marker VARCHAR NOT NULL,
            first_known_at TIMESTAMP NOT NULL,
            revisions BIGINT NOT NULL
        );
        CREATE TABLE mapping (
            number BIGINT NOT NULL,
            sender VARCHAR NOT NULL,
            mapping VARCHAR NOT NULL,
            saved_at TIMESTAMP NOT NULL,
            saved_by VARCHAR NOT NULL
        );
        CREATE TABLE remark (
            number BIGINT NOT NULL,
            measure_id VARCHAR NOT NULL,
            period_id VARCHAR NOT NULL,
            kind VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            noted_at TIMESTAMP NOT NULL,
            noted_by VARCHAR NOT NULL
        );
        CREATE TABLE remark_withdrawal (
            number BIGINT NOT NULL,
            remark_number BIGINT NOT NULL,
            withdrawn_at TIMESTAMP NOT NULL,
            withdrawn_by VARCHAR NOT NULL
        );
        CREATE TABLE activity_revision (
            number BIGINT NOT NULL,
            submission_id VARCHAR NOT NULL,
            activity_code VARCHAR NOT NULL,
            quarter_id VARCHAR NOT NULL,
            status VARCHAR NOT NULL,
            percent_done DOUBLE,
            expected_on TIMESTAMP,
            revised_on TIMESTAMP,
            comment VARCHAR NOT NULL,
            sheet VARCHAR NOT NULL,
            cell VARCHAR NOT NULL
        );
    """,
    # The mapping a submission was read with: no row for one that was read without.
    3: """
        CREATE TABLE submission_mapping (
            submission_id VARCHAR NOT NULL,
            mapping_number BIGINT NOT NULL
        );
    """,
    # A release is one quarter, closed: what it holds besides its figures. A release made before
    # this step has no row of release_contents. release_history are the revisions that its figures
    # had been before, withdrawn_at as it was known then.
    4: """
        CREATE TABLE plan_content (
            sha256 VARCHAR NOT NULL,
            content VARCHAR NOT NULL
        );
        CREATE TABLE release_contents (
            release_number BIGINT NOT NULL,
            reason VARCHAR NOT NULL,
            plan_sha256 VARCHAR NOT NULL
        );
        CREATE TABLE release_history (
            release_number BIGINT NOT NULL,
            revision_number BIGINT NOT NULL,
            withdrawn_at TIMESTAMP
        );
        CREATE TABLE release_activity (
            release_number BIGINT NOT NULL,
            revision_number BIGINT NOT NULL
        );
        CREATE TABLE release_annotation (
            release_number BIGINT NOT NULL,
            remark_number BIGINT NOT NULL
        );
    """,
    # What was answered about a file, an entry for each question, and the cells mended in it before
    # it was stored. "" as answer: it is to be asked again; such an entry has no submission.
    5: """
        CREATE TABLE answer (
            number BIGINT NOT NULL,
            submission_id VARCHAR NOT NULL,
            sender VARCHAR NOT NULL,
            question VARCHAR NOT NULL,
            answer VARCHAR NOT NULL,
            lasts BOOLEAN NOT NULL,
            given_at TIMESTAMP NOT NULL
        );
        CREATE TABLE mended_cell (
            submission_id VARCHAR NOT NULL,
            original_sha256 VARCHAR NOT NULL,
            sheet VARCHAR NOT NULL,
            cell VARCHAR NOT NULL,
            before VARCHAR NOT NULL,
            after VARCHAR NOT NULL
        );
    """,
    # Who may do what, and an audit that shows when it was changed: `kpis.store.chain`. Entries of
    # before have NULL in the columns added; the first one after them is sealed with all of them.
    # Of a person the other tables have the id alone, so that login, name and address can be erased
    # from the two tables that hold them: their rows are the only ones that are ever changed.
    6: """
        ALTER TABLE audit ADD COLUMN person VARCHAR;
        ALTER TABLE audit ADD COLUMN origin VARCHAR;
        ALTER TABLE audit ADD COLUMN refused BOOLEAN;
        ALTER TABLE audit ADD COLUMN old VARCHAR;
        ALTER TABLE audit ADD COLUMN new VARCHAR;
        ALTER TABLE audit ADD COLUMN hash_before VARCHAR;
        ALTER TABLE audit ADD COLUMN hash VARCHAR;
        CREATE TABLE person (
            person VARCHAR NOT NULL,
            login VARCHAR NOT NULL,
            name VARCHAR NOT NULL,
            salt VARCHAR NOT NULL
        );
        CREATE TABLE audit_address (
            audit_number BIGINT NOT NULL,
            address VARCHAR NOT NULL
        );
        CREATE TABLE assignment (
            number BIGINT NOT NULL,
            person VARCHAR NOT NULL,
            role VARCHAR NOT NULL,
            post VARCHAR NOT NULL,
            deputy BOOLEAN NOT NULL,
            directorate VARCHAR NOT NULL,
            outcomes VARCHAR NOT NULL,
            starts_on DATE,
            ends_on DATE,
            given_at TIMESTAMP NOT NULL,
            given_by VARCHAR NOT NULL,
            why VARCHAR NOT NULL
        );
        CREATE TABLE assignment_end (
            number BIGINT NOT NULL,
            assignment_number BIGINT NOT NULL,
            taken_at TIMESTAMP NOT NULL,
            taken_by VARCHAR NOT NULL,
            why VARCHAR NOT NULL
        );
    """,
    # A release that was taken back: it stays as it was, under its number, and counts no more.
    7: """
        CREATE TABLE release_withdrawal (
            number BIGINT NOT NULL,
            release_number BIGINT NOT NULL,
            withdrawn_at TIMESTAMP NOT NULL,
            withdrawn_by VARCHAR NOT NULL,
            withdrawn_why VARCHAR NOT NULL
        );
    """,
    # Who gets mails, and what became of each. An address stands in one row alone, which is emptied
    # with its last subscription: beside names (step 6) the only row that is ever changed. Of the
    # rows of a mail in mail_try the last says how it stands; without one it waits.
    8: """
        CREATE TABLE mail_address (
            address_id VARCHAR NOT NULL,
            address VARCHAR NOT NULL
        );
        CREATE TABLE subscription (
            number BIGINT NOT NULL,
            post VARCHAR NOT NULL,
            address_id VARCHAR NOT NULL,
            about VARCHAR NOT NULL,
            of_what VARCHAR NOT NULL,
            person VARCHAR NOT NULL,
            subscribed_at TIMESTAMP NOT NULL,
            subscribed_by VARCHAR NOT NULL
        );
        CREATE TABLE subscription_end (
            number BIGINT NOT NULL,
            subscription_number BIGINT NOT NULL,
            ended_at TIMESTAMP NOT NULL,
            ended_by VARCHAR NOT NULL
        );
        CREATE TABLE mail (
            number BIGINT NOT NULL,
            subscription_number BIGINT NOT NULL,
            release_number BIGINT NOT NULL,
            queued_at TIMESTAMP NOT NULL
        );
        CREATE TABLE mail_try (
            number BIGINT NOT NULL,
            mail_number BIGINT NOT NULL,
            state VARCHAR NOT NULL,
            noted_at TIMESTAMP NOT NULL,
            due_at TIMESTAMP,
            why VARCHAR NOT NULL
        );
    """,
    # Releases before they are published. What is approved for a time is frozen in the tables of
    # releases, under the number of the scheduled release below nought, and copied from there when
    # it is published. Of several of one preparation the last one counts, while its last step is
    # "approved". accepted: kinds of warnings, apart by blanks.
    9: """
        CREATE TABLE release_preparation (
            number BIGINT NOT NULL,
            quarter_id VARCHAR NOT NULL
        );
        CREATE TABLE preparation_step (
            number BIGINT NOT NULL,
            preparation_number BIGINT NOT NULL,
            state VARCHAR NOT NULL,
            stepped_at TIMESTAMP NOT NULL,
            stepped_by VARCHAR NOT NULL,
            why VARCHAR NOT NULL
        );
        CREATE TABLE review_comment (
            number BIGINT NOT NULL,
            preparation_number BIGINT NOT NULL,
            text VARCHAR NOT NULL,
            made_at TIMESTAMP NOT NULL,
            made_by VARCHAR NOT NULL
        );
        CREATE TABLE comment_resolution (
            comment_number BIGINT NOT NULL,
            resolved_at TIMESTAMP NOT NULL,
            resolved_by VARCHAR NOT NULL
        );
        CREATE TABLE scheduled_release (
            number BIGINT NOT NULL,
            preparation_number BIGINT NOT NULL,
            due_at TIMESTAMP NOT NULL,
            approved_at TIMESTAMP NOT NULL,
            approved_by VARCHAR NOT NULL,
            note VARCHAR NOT NULL,
            reason VARCHAR NOT NULL,
            accepted VARCHAR NOT NULL,
            early_hours BIGINT NOT NULL
        );
        CREATE TABLE early_reader (
            scheduled_number BIGINT NOT NULL,
            place BIGINT NOT NULL,
            post VARCHAR NOT NULL
        );
        CREATE TABLE release_scheduled (
            release_number BIGINT NOT NULL,
            scheduled_number BIGINT NOT NULL
        );
    """,
    # Mails that tell of the withdrawal of their release, to whom a mail of it had gone.
    10: """
        CREATE TABLE mail_of_withdrawal (
            mail_number BIGINT NOT NULL
        );
    """,
    # Which entries of the journal are of the store: `kpis.store.journal`, which also says why this
    # table alone is in none. A later step must do the same whenever it is done, for a store that is
    # made again goes through it again: no time of the clock and nothing drawn at random in it.
    11: """
        CREATE TABLE journal_entry (
            number BIGINT NOT NULL,
            sha256 VARCHAR NOT NULL
        );
    """,
}
LATEST = max(MIGRATIONS)
WITH_JOURNAL = 11  # the step from which on there is a journal
